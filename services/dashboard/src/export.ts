import { ByteWriter, columnsOf, csvHeader, csvLine, ParquetTable } from "@market/tables";
import type { Features } from "@market/windowing";

/** Bars that are in memory at once, as records and as what is made of them: a few MB. */
const ROWS = 2_000;

export const FORMATS = ["csv", "parquet"] as const;
export type ExportFormat = (typeof FORMATS)[number];

export const EXPORT_TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: "text/csv; charset=utf-8",
  parquet: "application/vnd.apache.parquet",
};

/** The records of some bars, ROWS at a time: only what is being written is held, and a bar that goes meanwhile is not there. */
export function* inParts(
  read: (from: number, max: number) => readonly Features[],
  from: number,
): Generator<readonly Features[], void> {
  for (;;) {
    const records = read(from, ROWS);
    if (records.length > 0) yield records;
    if (records.length < ROWS) return;
    from = records.at(-1)!.window_start + 1;
  }
}

/** The file's bytes, piece by piece. */
export async function* exportAs(
  format: ExportFormat,
  parts: Iterable<readonly Features[]>,
  customNames: readonly string[],
): AsyncGenerator<Uint8Array, void> {
  const columns = columnsOf([...customNames].sort());
  if (format === "csv") {
    yield Buffer.from(`${csvHeader(columns)}\n`);
    for (const records of parts)
      yield Buffer.from(records.map(each => `${csvLine(columns, each)}\n`).join(""));
    return;
  }
  const writer = new ByteWriter();
  const take = () => {
    const bytes = new Uint8Array(writer.getBuffer());
    writer.index = 0;
    return bytes;
  };
  const table = new ParquetTable(writer, columns, ROWS);
  for (const records of parts) {
    await table.write(records);
    yield take();
  }
  await table.finish();
  yield take();
}
