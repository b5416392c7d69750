import { createRequire } from "node:module";
import { type Broker, READ_COMMITTED } from "./cluster.ts";
import { decodeAnswer, type FetchAnswer, type FetchedPartition } from "./fetch-answer.ts";

const require = createRequire(import.meta.url);
const { Fetch: FETCH } = require("kafkajs/src/protocol/requests/apiKeys") as { Fetch: number };
const { requests } = require("kafkajs/src/protocol/requests") as { requests: { Fetch: object } };

/** Where to read on in a partition. */
export interface FetchFrom {
  readonly partition: number;
  readonly offset: number;
}

export interface FetchOptions {
  readonly topic: string;
  /** In the order in which they are served: when `bytesMax` is used up the last ones get nothing. */
  readonly from: readonly FetchFrom[];
  readonly partitionBytesMax: number;
  readonly bytesMax: number;
  /** How long the broker may wait for a first byte. */
  readonly waitMs: number;
}

/**
 * Fetches through kafkajs's connection with a decoder of our own: kafkajs makes five objects, two BigInts and four strings of
 * each record, verifies no checksum, lets aborted records through where two writers' transactions overlap, and stands still
 * before what compaction has emptied. Rejects with kafkajs's error where one partition has one.
 */
export async function fetchRecords(broker: Broker, options: FetchOptions): Promise<FetchedPartition[]> {
  const { topic, from, partitionBytesMax, bytesMax, waitMs } = options;
  const create = broker.lookupRequest(FETCH, requests.Fetch);
  const { request, requestTimeout } = create({
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
  const offsets = new Map(from.map(({ partition, offset }) => [partition, offset]));
  const { partitions } = (await send(broker)({
    request,
    requestTimeout,
    response: {
      decode: (payload: Buffer) => decodeAnswer(payload, request.apiVersion, offsets),
      parse: (answer: FetchAnswer) => answer,
    },
  })) as FetchAnswer;
  return partitions;
}

/** kafkajs keeps what sends a request private, and with it the wait for its turn and the renewal of a login. */
function send(broker: Broker): (request: object) => Promise<unknown> {
  const symbol = Object.getOwnPropertySymbols(Object.getPrototypeOf(broker)).find(
    ({ description }) => description === "private:Broker:sendRequest",
  );
  if (symbol === undefined)
    throw new Error("kafkajs has no private:Broker:sendRequest: is it another version?");
  const senders = broker as unknown as Record<symbol, (request: object) => Promise<unknown>>;
  return request => senders[symbol]!(request);
}
