import { crc32c } from "../../packages/kafka/src/crc32c.ts";
import { RecordBatchWriter } from "../../packages/kafka/src/record-batch-writer.ts";
import { decodeRecordSet } from "../../packages/kafka/src/record-set.ts";
import type { FetchedPartition } from "./broker.ts";
import type { Author, Sent } from "./record.ts";

// What a broker keeps and answers, as bytes.

const TRANSACTIONAL = 16;
const CONTROL = 32;
const CRC_AT = 17;
const ATTRIBUTES_AT = 21;

const writer = new RecordBatchWriter(0);

/** A record batch as it stands in a log. */
export function encodeBatch(
  base: number,
  sent: readonly Sent[],
  producerId: number,
  inTransaction: boolean,
): Buffer {
  return encode(base, sent, producerId, inTransaction ? TRANSACTIONAL : 0);
}

/** The batch of one record that ends a transaction. */
export function encodeMarker(base: number, producerId: number, type: "commit" | "abort"): Buffer {
  const key = Buffer.from([0, 0, 0, type === "commit" ? 1 : 0]);
  const marker = { key, value: Buffer.alloc(6), timestamp: "0" };
  return encode(base, [marker], producerId, TRANSACTIONAL | CONTROL);
}

function encode(base: number, sent: readonly Sent[], producerId: number, attributes: number): Buffer {
  writer.clear();
  for (const { key, value, timestamp, headers } of sent)
    writer.add({
      key,
      value,
      timestamp: Math.floor(Number(timestamp)),
      ...(headers && { headers: asTexts(headers) }),
    });
  const bytes = Buffer.from(writer.finish({ producerId: BigInt(producerId), epoch: 0, sequence: 0 }));
  bytes.writeBigInt64BE(BigInt(base), 0);
  bytes.writeInt16BE(attributes, ATTRIBUTES_AT);
  bytes.writeUInt32BE(crc32c(bytes, ATTRIBUTES_AT, bytes.length), CRC_AT);
  return bytes;
}

function asTexts(headers: Readonly<Record<string, Buffer | string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, String(text)]));
}

/** An answer to a fetch, of version 11. */
export function encodeAnswer(topic: string, partitions: readonly FetchedPartition[]): Buffer {
  const name = Buffer.from(topic);
  const head = Buffer.alloc(4 + 2 + 4 + 4 + 2);
  head.writeInt32BE(1, 10);
  head.writeInt16BE(name.length, 14);
  const count = Buffer.alloc(4);
  count.writeInt32BE(partitions.length);
  return Buffer.concat([head, name, count, ...partitions.flatMap(encodePartition)]);
}

function encodePartition({ partition, highWatermark, aborted, bytes }: FetchedPartition): Buffer[] {
  const head = Buffer.alloc(4 + 2 + 8 + 8 + 8 + 4 + aborted.length * 16 + 4 + 4);
  head.writeInt32BE(partition, 0);
  head.writeBigInt64BE(BigInt(highWatermark), 6);
  head.writeInt32BE(aborted.length, 30);
  aborted.forEach(({ producerId, from }, i) => {
    head.writeBigInt64BE(BigInt(producerId), 34 + i * 16);
    head.writeBigInt64BE(BigInt(from), 42 + i * 16);
  });
  head.writeInt32BE(-1, head.length - 8);
  head.writeInt32BE(bytes.length, head.length - 4);
  return [head, bytes];
}

export interface Produced {
  readonly transactionalId: string;
  readonly batches: readonly {
    readonly topic: string;
    readonly partition: number;
    readonly author: Author;
    readonly records: readonly Sent[];
    readonly bytes: number;
  }[];
}

/** A request to append record batches in a transaction, of the versions 3 to 8. */
export async function decodeProduce(body: Buffer): Promise<Produced> {
  let at = 0;
  const int = (bytes: number) => {
    at += bytes;
    return body.readIntBE(at - bytes, bytes);
  };
  const bytes = (count: number) => {
    at += count;
    return body.subarray(at - count, at);
  };
  const transactionalId = String(bytes(int(2)));
  bytes(2 + 4);
  const batches: Produced["batches"][0][] = [];
  for (let topics = int(4); topics > 0; topics--) {
    const topic = String(bytes(int(2)));
    for (let partitions = int(4); partitions > 0; partitions--)
      batches.push({ topic, partition: int(4), ...(await decodeBatch(bytes(int(4)))) });
  }
  return { transactionalId, batches };
}

async function decodeBatch(bytes: Buffer) {
  const { records } = await decodeRecordSet(bytes, 0, []);
  const author = {
    producerId: Number(bytes.readBigInt64BE(43)),
    epoch: bytes.readInt16BE(51),
    sequence: bytes.readInt32BE(53),
  };
  const sent = [...records].map(({ key, value, timestamp, headers }) => ({
    key: key && Buffer.from(key),
    value: value && Buffer.from(value),
    timestamp: String(timestamp),
    headers,
  }));
  return { author, records: sent, bytes: bytes.length };
}
