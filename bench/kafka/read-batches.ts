/** Where a batch's records begin, and how much of it tells its length. */
const RECORDS_AT = 61;
const LENGTH_END = 12;
const COMPRESSION = 0x07;
const TRANSACTIONAL = 0x10;
const CONTROL = 0x20;

/** A record as it lies in an answer; key and value are views into it, null where there is none. */
export interface BatchRecord {
  readonly offset: number;
  /** The record's timestamp, ms since the epoch. */
  readonly time: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
}

/** An aborted transaction of a partition: whose it was, and where it began. */
export interface Aborted {
  readonly producerId: bigint;
  readonly firstOffset: number;
}

/**
 * Visits the committed records of a fetched partition from offset `from` on, and returns the offset behind its last whole batch.
 * Throws where a batch is compressed: none that the bench reads is.
 */
export function readBatches(
  bytes: Buffer,
  from: number,
  aborted: readonly Aborted[],
  visit: (record: BatchRecord) => void,
): number {
  let next = from;
  const shut = new Set<bigint>();
  for (let at = 0; at + LENGTH_END <= bytes.length; ) {
    const end = at + LENGTH_END + bytes.readInt32BE(at + 8);
    // The last one may be cut off: answers are bounded by bytes.
    if (end > bytes.length) break;
    const offset = Number(bytes.readBigInt64BE(at));
    const attributes = bytes.readInt16BE(at + 21);
    const producerId = bytes.readBigInt64BE(at + 43);
    next = Math.max(next, offset + bytes.readInt32BE(at + 23) + 1);
    const isAborted = (each: Aborted) => each.producerId === producerId && each.firstOffset <= offset;
    if (attributes & CONTROL) shut.add(producerId);
    else if (!(attributes & TRANSACTIONAL) || shut.has(producerId) || !aborted.some(isAborted)) {
      if (attributes & COMPRESSION) throw new Error("the bench reads no compressed batches");
      readRecords(bytes, at, offset, record => record.offset >= from && visit(record));
    }
    at = end;
  }
  return next;
}

function readRecords(bytes: Buffer, at: number, offset: number, visit: (record: BatchRecord) => void): void {
  const count = bytes.readInt32BE(at + 57);
  const time = Number(bytes.readBigInt64BE(at + 27));
  const reader = new VarintReader(bytes, at + RECORDS_AT);
  for (let i = 0; i < count; i++) {
    const end = reader.varint() + reader.at;
    reader.at++;
    const record = {
      time: time + reader.varint(),
      offset: offset + reader.varint(),
      key: reader.blob(),
      value: reader.blob(),
    };
    visit(record);
    reader.at = end;
  }
}

class VarintReader {
  at: number;
  readonly #bytes: Buffer;

  constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes;
    this.at = at;
  }

  varint(): number {
    let factor = 1;
    let zigzag = 0;
    for (;;) {
      const byte = this.#bytes[this.at++]!;
      zigzag += (byte & 127) * factor;
      if (byte < 128) return zigzag % 2 === 1 ? -(zigzag + 1) / 2 : zigzag / 2;
      factor *= 128;
    }
  }

  blob(): Buffer | null {
    const length = this.varint();
    if (length < 0) return null;
    this.at += length;
    return this.#bytes.subarray(this.at - length, this.at);
  }
}
