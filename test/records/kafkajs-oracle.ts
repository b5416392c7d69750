import { createRequire } from "node:module";
import type { Headers } from "@market/log";
import type { KafkaMessage } from "kafkajs";

const require = createRequire(import.meta.url);

/** kafkajs's own encoders and decoders. */
export const Encoder = require("kafkajs/src/protocol/encoder");
const Long = require("kafkajs/src/utils/long");
const { RecordBatch } = require("kafkajs/src/protocol/recordBatch/v0");
const encodeRecord = require("kafkajs/src/protocol/recordBatch/record/v0");
const Batch = require("kafkajs/src/consumer/batch");

export interface WrittenRecord {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly timestampDelta: number;
  /** More than one where compaction has taken records out. */
  readonly offsetStep: number;
}

export interface WrittenBatch {
  readonly records: readonly WrittenRecord[];
  /** As in the format: 0 none, 1 gzip, 2 snappy, 3 lz4, 4 zstd. */
  readonly compression: number;
  readonly producerId: number;
  readonly transactional: boolean;
}

/** The bytes of a batch as kafkajs writes it, and the offset behind it. */
export async function encodeBatch(
  { records, compression, producerId, transactional }: WrittenBatch,
  firstOffset: number,
  firstTimestamp: number,
): Promise<{ bytes: Buffer; next: number }> {
  let offsetDelta = -1;
  const encoded = records.map(({ key, value, headers, timestampDelta, offsetStep }) => {
    offsetDelta += offsetStep;
    return encodeRecord({ offsetDelta, timestampDelta, key, value, headers });
  });
  const batch = await RecordBatch({
    compression,
    firstOffset: Long.fromNumber(firstOffset),
    firstTimestamp,
    maxTimestamp: firstTimestamp + Math.max(0, ...records.map(each => each.timestampDelta)),
    lastOffsetDelta: Math.max(0, offsetDelta),
    transactional,
    producerId: Long.fromNumber(producerId),
    records: encoded,
  });
  return { bytes: batch.buffer, next: firstOffset + Math.max(0, offsetDelta) + 1 };
}

/** A marker that ends a transaction, as a broker writes it. */
export async function encodeMarker(producerId: number, isCommit: boolean, offset: number, time: number) {
  const key = Buffer.from([0, 0, 0, isCommit ? 1 : 0]);
  const value = Buffer.alloc(6);
  const record = { key, value, headers: {}, timestampDelta: 0, offsetStep: 1 };
  const { bytes, next } = await encodeBatch(
    { records: [record], compression: 0, producerId, transactional: true },
    offset,
    time,
  );
  bytes.writeInt16BE(bytes.readInt16BE(21) | 32, 21);
  sign(bytes);
  return { bytes, next };
}

const crc32C: (bytes: Buffer) => number = require("kafkajs/src/protocol/recordBatch/crc32C");

/** Writes the checksum of a batch that was changed by hand. */
export function sign(batch: Buffer): void {
  batch.writeUInt32BE(crc32C(batch.subarray(21)) >>> 0, 17);
}

/** What an answer to a fetch says of one partition. */
export interface WrittenPartition {
  readonly partition: number;
  readonly errorCode: number;
  readonly highWatermark: number;
  readonly aborted: readonly { readonly producerId: number; readonly firstOffset: number }[];
  readonly records: Buffer;
}

/** An answer to a fetch, as a broker writes it in one of the versions 4 to 11. */
export function encodeAnswer(
  partitions: readonly WrittenPartition[],
  version: number,
  throttleMs: number,
): Buffer {
  const each = ({ partition, errorCode, highWatermark, aborted, records }: WrittenPartition) => {
    const encoder = new Encoder()
      .writeInt32(partition)
      .writeInt16(errorCode)
      .writeInt64(highWatermark)
      .writeInt64(highWatermark);
    if (version >= 5) encoder.writeInt64(0);
    encoder.writeArray(
      aborted.map(({ producerId, firstOffset }) =>
        new Encoder().writeInt64(producerId).writeInt64(firstOffset),
      ),
    );
    if (version >= 11) encoder.writeInt32(-1);
    return encoder.writeBytes(records);
  };
  const answer = new Encoder().writeInt32(throttleMs);
  if (version >= 7) answer.writeInt16(0).writeInt32(0);
  const topic = new Encoder().writeString("ticks").writeArray(partitions.map(each));
  return answer.writeArray([topic]).buffer;
}

export interface PlainRecord {
  readonly offset: number;
  readonly timestamp: number;
  readonly key: string | null;
  readonly value: string | null;
  readonly headers: Headers;
}

export const asHex = (bytes: Uint8Array | null) => bytes && Buffer.from(bytes).toString("hex");

/** What kafkajs makes of an answer: the records by partition that its consumer would hand out. */
export async function decodeWithKafkajs(
  answer: Buffer,
  version: number,
  offsets: ReadonlyMap<number, number>,
): Promise<Map<number, PlainRecord[]>> {
  const { decode } = require(`kafkajs/src/protocol/requests/fetch/v${version}/response`);
  const { responses } = await decode(answer);
  return new Map(
    responses[0].partitions.map((data: { partition: number }) => {
      const batch = new Batch("ticks", String(offsets.get(data.partition)), data);
      return [data.partition, batch.messages.map(plain)];
    }),
  );
}

function plain({ offset, timestamp, key, value, headers }: KafkaMessage): PlainRecord {
  return {
    offset: Number(offset),
    timestamp: Number(timestamp),
    key: asHex(key),
    value: asHex(value),
    headers: Object.fromEntries(Object.entries(headers ?? {}).map(([name, text]) => [name, String(text)])),
  };
}
