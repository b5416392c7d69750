import type { Features } from "@market/windowing";
import { type ColumnSource, fileWriter, ParquetWriter } from "hyparquet-writer";
import { type Column, type ColumnType, columnsOf, type Value } from "./columns.ts";
import type { Output } from "./output.ts";
import { drop, keep, partOf } from "./text-file.ts";

/** Rows of a row group: they are what is held in memory, some 60 MB. */
const ROWS = 25_000;

const TYPES = {
  int32: { type: "INT32" },
  int64: { type: "INT64" },
  double: { type: "DOUBLE" },
  string: { type: "BYTE_ARRAY", converted_type: "UTF8" },
  boolean: { type: "BOOLEAN" },
} as const satisfies Record<ColumnType, object>;

/** Parquet, a column a field, Snappy. Times are int64, in ms since the epoch. */
export async function openParquet(file: string, custom: readonly string[]): Promise<Output> {
  const columns = columnsOf(custom);
  const part = await partOf(file);
  const parquet = new ParquetWriter({
    writer: fileWriter(part),
    createdBy: "market-features",
    schema: [
      { name: "features", num_children: columns.length },
      ...columns.map(({ name, type }) => ({
        name,
        repetition_type: "OPTIONAL" as const,
        ...TYPES[type],
      })),
    ],
  });
  let rows: Features[] = [];
  const writeGroup = async () => {
    const columnData: ColumnSource[] = columns.map(column => ({
      name: column.name,
      data: rows.map(row => toParquet(column, row)),
    }));
    rows = [];
    await parquet.write({ columnData, rowGroupSize: ROWS });
  };
  return {
    write: async records => {
      for (const record of records) {
        rows.push(record);
        if (rows.length === ROWS) await writeGroup();
      }
    },
    close: async () => {
      if (rows.length > 0) await writeGroup();
      await parquet.finish();
      await keep(part, file);
    },
    abandon: () => drop(part, file),
  };
}

function toParquet({ type, of }: Column, features: Features): Value | bigint {
  const value = of(features);
  return type === "int64" && value !== null ? BigInt(value) : value;
}
