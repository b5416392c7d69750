import { columnsOf, fileWriter, ParquetTable } from "@market/tables";
import type { Output } from "./output.ts";
import { drop, keep, partOf } from "./text-file.ts";

/** Rows of a row group: they are what is held in memory, some 60 MB. */
const ROWS = 25_000;

/** A Parquet file of all fields. */
export async function openParquet(file: string, custom: readonly string[]): Promise<Output> {
  const part = await partOf(file);
  const table = new ParquetTable(fileWriter(part), columnsOf(custom), ROWS);
  return {
    write: records => table.write(records),
    close: async () => {
      await table.finish();
      await keep(part, file);
    },
    abandon: () => drop(part, file),
  };
}
