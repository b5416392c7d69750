import { crc32c } from "./crc32c.ts";

const INT64_HIGH = 2 ** 32;
/** From a batch's first byte to the one behind its length, which counts from there. */
const LENGTH_END = 12;
const MAGIC_AT = 16;
const CRC_AT = 17;
/** The checksum is of everything from here on. */
const ATTRIBUTES_AT = 21;
const RECORDS_AT = 61;
const MAGIC = 2;
const CODEC_MASK = 7;
const LOG_APPEND_TIME = 8;
const TRANSACTIONAL = 16;
const CONTROL = 32;

/** One record batch (message format 2) in what a broker has sent. */
export interface RecordBatch {
  readonly baseOffset: number;
  /** The offset behind its last one, whether that record is still there or not. */
  readonly nextOffset: number;
  /** 0: not compressed; 1 gzip, 2 snappy, 3 lz4, 4 zstd. */
  readonly codec: number;
  readonly baseTimestamp: number;
  /** The timestamp of all of its records, where the broker has stamped them; undefined where the producer has. */
  readonly appendTime: number | undefined;
  readonly producerId: bigint;
  readonly isTransactional: boolean;
  /** Holds a marker that ends a transaction, and no records. */
  readonly isControl: boolean;
  /** How many it says it has. */
  readonly records: number;
  /** Where its records are, compressed or not. */
  readonly from: number;
  readonly to: number;
}

/** The batch that begins at `at`; undefined where it is cut off, as the last one of an answer may be. Throws where it is damaged. */
export function readBatch(bytes: Buffer, at: number): RecordBatch | undefined {
  if (at + RECORDS_AT > bytes.length) return undefined;
  const baseOffset = int64(bytes, at);
  const to = at + LENGTH_END + bytes.readInt32BE(at + 8);
  if (to > bytes.length) return undefined;
  const fail = (what: string): never => {
    throw new Error(`the record batch at offset ${baseOffset} ${what}`);
  };
  const magic = bytes[at + MAGIC_AT]!;
  if (magic !== MAGIC) fail(`has format ${magic}, expected ${MAGIC}: it was written before Kafka 0.11`);
  if (to < at + RECORDS_AT) fail("is shorter than its header");
  const crc = bytes.readUInt32BE(at + CRC_AT);
  if (crc32c(bytes, at + ATTRIBUTES_AT, to) !== crc) fail("is damaged: its checksum is another");
  const attributes = bytes.readUInt16BE(at + ATTRIBUTES_AT);
  return {
    baseOffset,
    nextOffset: baseOffset + bytes.readInt32BE(at + 23) + 1,
    codec: attributes & CODEC_MASK,
    baseTimestamp: int64(bytes, at + 27),
    appendTime: attributes & LOG_APPEND_TIME ? int64(bytes, at + 35) : undefined,
    producerId: bytes.readBigInt64BE(at + 43),
    isTransactional: (attributes & TRANSACTIONAL) !== 0,
    isControl: (attributes & CONTROL) !== 0,
    records: bytes.readInt32BE(at + 57),
    from: at + RECORDS_AT,
    to,
  };
}

/** A number of 8 bytes that is a safe integer. */
export function int64(bytes: Buffer, at: number): number {
  return bytes.readInt32BE(at) * INT64_HIGH + bytes.readUInt32BE(at + 4);
}
