import { type Broker, READ_COMMITTED } from "./cluster.ts";
import { decodeAnswer, type FetchAnswer, type FetchedPartition } from "./fetch-answer.ts";

/** Where to read on in a partition. */
interface FetchFrom {
  readonly partition: number;
  readonly offset: number;
}

export interface FetchOptions {
  readonly topic: string;
  readonly from: readonly FetchFrom[];
  readonly partitionBytesMax: number;
  /** When they are used up some partitions get nothing; kafkajs sees to it that these are not always the same. */
  readonly bytesMax: number;
  /** How long the broker may wait for a first byte. */
  readonly waitMs: number;
}

/**
 * Fetches by kafkajs's own `fetch`, with a decoder of our own for the answer: kafkajs makes five objects, two BigInts and four
 * strings of each record, verifies no checksum, lets aborted records through where two writers' transactions overlap, and stands
 * still before what compaction has emptied. Rejects with kafkajs's error where one partition has one.
 */
export async function fetchRecords(broker: Broker, options: FetchOptions): Promise<FetchedPartition[]> {
  const { topic, from, partitionBytesMax, bytesMax, waitMs } = options;
  const offsets = new Map(from.map(({ partition, offset }) => [partition, offset]));
  const withOurDecoder: Broker = Object.create(broker, {
    lookupRequest: {
      value: (apiKey: number, versions: object) => (request: object) => {
        const made = broker.lookupRequest(apiKey, versions)(request);
        const { apiVersion } = made.request;
        const decode = (payload: Buffer) => decodeAnswer(payload, apiVersion, offsets);
        return { ...made, response: { decode, parse: (answer: FetchAnswer) => answer } };
      },
    },
  });
  const { partitions } = await withOurDecoder.fetch({
    replicaId: -1,
    isolationLevel: READ_COMMITTED,
    maxWaitTime: waitMs,
    minBytes: 1,
    maxBytes: bytesMax,
    topics: [
      {
        topic,
        partitions: from.map(({ partition, offset }) => ({
          partition,
          fetchOffset: String(offset),
          maxBytes: partitionBytesMax,
        })),
      },
    ],
  });
  return partitions;
}
