export { type Column, type ColumnType, columnsOf, inOrder, type Value } from "./columns.ts";
export { csvHeader, csvLine } from "./csv.ts";
export { ByteWriter, fileWriter, ParquetTable } from "./parquet.ts";
