/** A request's number and version. */
export interface Api {
  readonly key: number;
  readonly version: number;
}

/** The oldest versions that Kafka 4 still takes: they have the fewest fields. */
export const PRODUCE: Api = { key: 0, version: 3 };
export const FETCH: Api = { key: 1, version: 4 };

const ACKS_ALL = -1;
const READ_COMMITTED = 1;
const REQUEST_MS_MAX = 60_000;
const PARTITION_BYTES = 1_048_576;
const FETCH_BYTES = 16 * PARTITION_BYTES;

/** Asks to append a batch to each of some partitions, outside any transaction. */
export function produceRequest(
  topic: string,
  batches: readonly (readonly [partition: number, batch: Uint8Array])[],
): Uint8Array[] {
  const head = Buffer.alloc(2 + 2 + 4 + topicBytes(topic));
  let at = head.writeInt16BE(-1, 0);
  at = head.writeInt16BE(ACKS_ALL, at);
  at = head.writeInt32BE(REQUEST_MS_MAX, at);
  writeTopic(head, at, topic, batches.length);
  const bodies = batches.flatMap(([partition, batch]) => {
    const lead = Buffer.alloc(8);
    lead.writeInt32BE(partition, 0);
    lead.writeInt32BE(batch.length, 4);
    return [lead, batch];
  });
  return [head, ...bodies];
}

/** Asks for what is committed from `next[partition]` on, waiting up to `waitMs` for a first byte. */
export function fetchRequest(
  topic: string,
  partitions: readonly number[],
  { next, waitMs }: { readonly next: readonly number[]; readonly waitMs: number },
): Buffer {
  const request = Buffer.alloc(4 + 4 + 4 + 4 + 1 + topicBytes(topic) + 16 * partitions.length);
  let at = request.writeInt32BE(-1, 0);
  at = request.writeInt32BE(waitMs, at);
  at = request.writeInt32BE(1, at);
  at = request.writeInt32BE(FETCH_BYTES, at);
  at = request.writeInt8(READ_COMMITTED, at);
  at = writeTopic(request, at, topic, partitions.length);
  for (const partition of partitions) {
    at = request.writeInt32BE(partition, at);
    at = request.writeBigInt64BE(BigInt(next[partition]!), at);
    at = request.writeInt32BE(PARTITION_BYTES, at);
  }
  return request;
}

function topicBytes(topic: string): number {
  return 4 + 2 + Buffer.byteLength(topic) + 4;
}

/** One topic, and how many of its partitions follow. */
function writeTopic(bytes: Buffer, from: number, topic: string, partitions: number): number {
  let at = bytes.writeInt32BE(1, from);
  at = bytes.writeInt16BE(Buffer.byteLength(topic), at);
  at += bytes.write(topic, at);
  return bytes.writeInt32BE(partitions, at);
}
