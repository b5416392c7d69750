import type { Features } from "@market/windowing";
import { type ColumnSource, ParquetWriter, type Writer } from "hyparquet-writer";
import type { Column, ColumnType, Value } from "./columns.ts";

export { ByteWriter, fileWriter } from "hyparquet-writer";

const TYPES = {
  int32: { type: "INT32" },
  int64: { type: "INT64" },
  double: { type: "DOUBLE" },
  string: { type: "BYTE_ARRAY", converted_type: "UTF8" },
  boolean: { type: "BOOLEAN" },
} as const satisfies Record<ColumnType, object>;

/** Parquet, a column a field, Snappy. Times are int64, in ms since the epoch. `rows` are those of a row group: what is held. */
export class ParquetTable {
  readonly #columns: readonly Column[];
  readonly #rows: number;
  readonly #parquet: ParquetWriter;
  #held: Features[] = [];

  constructor(writer: Writer, columns: readonly Column[], rows: number) {
    this.#columns = columns;
    this.#rows = rows;
    this.#parquet = new ParquetWriter({
      writer,
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
  }

  /** Resolves when it may be written on. Throws a RangeError where a whole number is none. */
  async write(records: readonly Features[]): Promise<void> {
    for (const record of records) {
      this.#held.push(record);
      if (this.#held.length === this.#rows) await this.#writeGroup();
    }
  }

  /** All of it is with the writer. */
  async finish(): Promise<void> {
    if (this.#held.length > 0) await this.#writeGroup();
    await this.#parquet.finish();
  }

  async #writeGroup(): Promise<void> {
    const rows = this.#held;
    this.#held = [];
    const columnData: ColumnSource[] = this.#columns.map(column => ({
      name: column.name,
      data: rows.map(row => toParquet(column, row)),
    }));
    await this.#parquet.write({ columnData, rowGroupSize: this.#rows });
  }
}

function toParquet({ type, of }: Column, features: Features): Value | bigint {
  const value = of(features);
  return type === "int64" && value !== null ? BigInt(value) : value;
}
