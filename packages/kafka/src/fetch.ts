import { Records } from "@market/log";
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
 * still before what compaction has emptied. Each partition has a place in what is returned; rejects with kafkajs's error where the
 * broker has one for any of them.
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
  const answer = await withOurDecoder.fetch({
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
  return from.map(
    ({ partition, offset }) =>
      // A broker that throttles us answers without any.
      answer.partitions.find(each => each.partition === partition) ?? {
        partition,
        highWatermark: offset,
        records: Records.NONE,
        next: offset,
      },
  );
}

/** Throws the error of a partition that cannot be read. */
export function readable(fetched: FetchedPartition): FetchedPartition {
  if (fetched.error !== undefined) throw fetched.error;
  return fetched;
}
