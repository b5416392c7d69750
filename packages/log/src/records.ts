import type { Headers, LogRecord } from "./record.ts";

/** Where things are of each record, one entry a row; -1 where there is none. */
export interface RecordColumns {
  readonly offset: Float64Array;
  /** ms since the epoch. */
  readonly timestamp: Float64Array;
  readonly keyFrom: Int32Array;
  readonly keyTo: Int32Array;
  readonly valueFrom: Int32Array;
  readonly valueTo: Int32Array;
  readonly headersFrom: Int32Array;
  readonly headersTo: Int32Array;
}

const NO_HEADERS: Headers = {};

/**
 * Records of one partition, in offset order, as they lie in the bytes that brought them: who folds a million of them a second
 * reads the columns, and nothing is made for each. Everybody else gets LogRecords by iterating.
 */
export class Records implements Iterable<LogRecord> {
  readonly length: number;
  /** What keys, values and headers are parts of. */
  readonly bytes: Uint8Array;
  readonly columns: RecordColumns;
  readonly #readHeaders: (from: number, row: number) => Headers;

  /** `readHeaders` gets what a row's `headersFrom` says, and is not asked where that is -1. */
  constructor(
    length: number,
    bytes: Uint8Array,
    columns: RecordColumns,
    readHeaders: (from: number, row: number) => Headers,
  ) {
    this.length = length;
    this.bytes = bytes;
    this.columns = columns;
    this.#readHeaders = readHeaders;
  }

  static readonly NONE = Records.of([]);

  /** Records that exist already, as those of a log in memory. */
  static of(records: readonly LogRecord[]): Records {
    const columns = makeColumns(records.length);
    const parts: Uint8Array[] = [];
    let end = 0;
    const add = (part: Uint8Array | null) => {
      const from = end;
      if (part === null) return -1;
      parts.push(part);
      end += part.length;
      return from;
    };
    records.forEach(({ offset, timestamp, key, value, headers }, row) => {
      columns.offset[row] = offset;
      columns.timestamp[row] = timestamp;
      columns.keyFrom[row] = add(key);
      columns.keyTo[row] = key === null ? -1 : end;
      columns.valueFrom[row] = add(value);
      columns.valueTo[row] = value === null ? -1 : end;
      columns.headersFrom[row] = Object.keys(headers).length === 0 ? -1 : 0;
    });
    const bytes = new Uint8Array(end);
    let at = 0;
    for (const part of parts) {
      bytes.set(part, at);
      at += part.length;
    }
    return new Records(records.length, bytes, columns, (_, row) => records[row]!.headers);
  }

  headers(row: number): Headers {
    const from = this.columns.headersFrom[row]!;
    return from < 0 ? NO_HEADERS : this.#readHeaders(from, row);
  }

  /** The record of a row, counted from the end where it is negative, as in an array. */
  at(index: number): LogRecord | undefined {
    const row = index < 0 ? this.length + index : index;
    if (!(row >= 0 && row < this.length)) return undefined;
    const { offset, timestamp, keyFrom, keyTo, valueFrom, valueTo } = this.columns;
    return {
      offset: offset[row]!,
      timestamp: timestamp[row]!,
      key: this.#part(keyFrom[row]!, keyTo[row]!),
      value: this.#part(valueFrom[row]!, valueTo[row]!),
      headers: this.headers(row),
    };
  }

  *[Symbol.iterator](): Generator<LogRecord, void> {
    for (let row = 0; row < this.length; row++) yield this.at(row)!;
  }

  #part(from: number, to: number): Uint8Array | null {
    return from < 0 ? null : this.bytes.subarray(from, to);
  }
}

/** Columns with room for so many rows. */
export function makeColumns(rows: number): RecordColumns {
  return {
    offset: new Float64Array(rows),
    timestamp: new Float64Array(rows),
    keyFrom: new Int32Array(rows),
    keyTo: new Int32Array(rows),
    valueFrom: new Int32Array(rows),
    valueTo: new Int32Array(rows),
    headersFrom: new Int32Array(rows),
    headersTo: new Int32Array(rows),
  };
}
