import { crc32c } from "./crc32c.ts";

/** Where the records begin; the layout is Kafka's, magic 2. */
const RECORDS_AT = 61;
const CRC_AT = 17;
const CHECKED_FROM = 21;
const MAGIC = 2;
const FIRST_BYTES = 65_536;
/** Five lengths or deltas of at most ten bytes each. */
const OVERHEAD_BYTES = 50;

/** Writes records, one after the other, into one uncompressed batch, outside any transaction. */
export class BatchWriter {
  #bytes = Buffer.allocUnsafe(FIRST_BYTES);
  #at = RECORDS_AT;
  #count = 0;
  #firstTime = 0;
  #maxTime = 0;

  get count(): number {
    return this.#count;
  }

  /** `key` and `value` may be null; times are ms since the epoch. */
  add(time: number, key: Uint8Array | null, value: Uint8Array | null): void {
    if (this.#count === 0) this.#firstTime = time;
    this.#maxTime = Math.max(this.#maxTime, time);
    const timeDelta = time - this.#firstTime;
    const keyBytes = varintBytes(key?.length ?? -1) + (key?.length ?? 0);
    const valueBytes = varintBytes(value?.length ?? -1) + (value?.length ?? 0);
    const body = 2 + varintBytes(timeDelta) + varintBytes(this.#count) + keyBytes + valueBytes;
    this.#reserve(body + OVERHEAD_BYTES);
    this.#varint(body);
    this.#bytes[this.#at++] = 0;
    this.#varint(timeDelta);
    this.#varint(this.#count);
    this.#blob(key);
    this.#blob(value);
    this.#bytes[this.#at++] = 0;
    this.#count++;
  }

  /** The batch's bytes, which are the caller's; the writer begins a new one. */
  take(): Buffer {
    const bytes = this.#bytes.subarray(0, this.#at);
    bytes.writeBigInt64BE(0n, 0);
    bytes.writeInt32BE(this.#at - 12, 8);
    bytes.writeInt32BE(-1, 12);
    bytes.writeInt8(MAGIC, 16);
    bytes.writeInt16BE(0, CHECKED_FROM);
    bytes.writeInt32BE(this.#count - 1, 23);
    bytes.writeBigInt64BE(BigInt(this.#firstTime), 27);
    bytes.writeBigInt64BE(BigInt(this.#maxTime), 35);
    bytes.writeBigInt64BE(-1n, 43);
    bytes.writeInt16BE(-1, 51);
    bytes.writeInt32BE(-1, 53);
    bytes.writeInt32BE(this.#count, 57);
    bytes.writeUInt32BE(crc32c(bytes, CHECKED_FROM, this.#at), CRC_AT);
    this.#bytes = Buffer.allocUnsafe(Math.max(FIRST_BYTES, this.#at + (this.#at >> 3)));
    this.#at = RECORDS_AT;
    this.#count = 0;
    this.#maxTime = 0;
    return bytes;
  }

  #reserve(bytes: number): void {
    if (this.#at + bytes <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(2 * (this.#at + bytes));
    this.#bytes.copy(larger, 0, 0, this.#at);
    this.#bytes = larger;
  }

  #blob(blob: Uint8Array | null): void {
    this.#varint(blob === null ? -1 : blob.length);
    if (blob === null) return;
    this.#bytes.set(blob, this.#at);
    this.#at += blob.length;
  }

  /** Zigzag: every number here is at least -1. */
  #varint(value: number): void {
    let rest = value < 0 ? -2 * value - 1 : 2 * value;
    while (rest > 127) {
      this.#bytes[this.#at++] = (rest % 128) + 128;
      rest = Math.floor(rest / 128);
    }
    this.#bytes[this.#at++] = rest;
  }
}

function varintBytes(value: number): number {
  let rest = value < 0 ? -2 * value - 1 : 2 * value;
  let bytes = 1;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes++;
  return bytes;
}
