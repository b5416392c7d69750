import assert from "node:assert/strict";
import { test } from "node:test";
import { WATCHLIST_MAX, Watchlist } from "@market/kafka";
import type { Clock } from "@market/runtime";
import type { Kafka } from "kafkajs";
import { WantedTickers } from "../../packages/kafka/src/wanted-tickers.ts";
import { encodeAnswer, encodeBatch, sign } from "../records/kafkajs-oracle.ts";
import { log } from "./setup.ts";

const key = (text: string) => Buffer.from(text);
const value = Buffer.from("{}");

const record = (ticker: string) => ({
  key: key(ticker),
  value,
  headers: {},
  timestampDelta: 0,
  offsetStep: 1,
});

/**
 * A log of one partition as compaction may leave it: a batch with records 0 and 1, whose last offset is 2, and
 * nothing more up to its end at 6, which a broker answers at once.
 */
async function compactedLog(fetches: () => void): Promise<Kafka> {
  const { bytes } = await encodeBatch(
    { records: [record("NVDA"), record("SPY")], compression: 0, producerId: -1, transactional: false },
    0,
    0,
  );
  bytes.writeInt32BE(2, 23);
  sign(bytes);
  /** As kafkajs's broker, as far as a fetch goes. */
  class FakeBroker {
    lookupRequest(_apiKey: number, _versions: object): (options: object) => Made {
      return () => ({ request: { apiVersion: 11 }, response: { decode: async () => undefined } });
    }

    async fetch(options: { topics: [{ partitions: [{ fetchOffset: string }] }] }) {
      fetches();
      const { response } = this.lookupRequest(1, {})(options);
      const from = Number(options.topics[0].partitions[0].fetchOffset);
      const none = { partition: 0, errorCode: 0, highWatermark: 6, aborted: [] };
      // The batch is answered whole to whoever asks for one of its offsets.
      const records = from <= 2 ? bytes : Buffer.alloc(0);
      return response.decode(encodeAnswer([{ ...none, records }], 11, 0));
    }
  }
  const cluster = {
    connect: async () => undefined,
    addTargetTopic: async () => undefined,
    refreshMetadata: async () => undefined,
    disconnect: async () => undefined,
    findTopicPartitionMetadata: () => [{ partitionId: 0 }],
    findLeaderForPartitions: () => ({ 1: [0] }),
    fetchTopicsOffset: async ([{ fromBeginning }]: [{ fromBeginning: boolean }]) => [
      { partitions: [{ partition: 0, offset: fromBeginning ? "0" : "6" }] },
    ],
    findBroker: async () => new FakeBroker(),
  };
  return { [Symbol("private:Kafka:createCluster")]: () => cluster } as unknown as Kafka;
}

interface Made {
  readonly request: { readonly apiVersion: number };
  readonly response: { decode(payload: Buffer): Promise<unknown> };
}

test("a compacted log whose end holds no record is read to its end, and followed with a pause after each look", async () => {
  const seen: string[] = [];
  const stop = new AbortController();
  let waits = 0;
  const clock: Clock = {
    now: () => 0,
    after: (ms, callback) => {
      seen.push(`wait ${ms}`);
      waits++;
      if (waits === 30) stop.abort();
      setImmediate(callback);
      return () => undefined;
    },
  };
  const list = new Watchlist({
    kafka: await compactedLog(() => seen.push("fetch")),
    topic: "t",
    seeds: [],
    isTicker: () => true,
    log,
    clock,
  });
  assert.deepEqual([...(await list.readToEnd(stop.signal))], ["NVDA", "SPY"]);
  seen.splice(0);
  await list.follow(stop.signal, () => assert.fail("nothing has changed"));
  assert.deepEqual(seen.slice(0, 6), ["fetch", "wait 500", "fetch", "wait 500", "fetch", "wait 500"]);
});

test("a watchlist is bounded: what is more is ignored and counted, until there is room", () => {
  const record = (text: string, isWanted = true) => ({
    key: key(text),
    value: isWanted ? value : null,
    partition: 0,
    offset: 0,
    timestamp: 0,
    headers: {},
  });
  const wanted = new WantedTickers(["AMZN"], () => true);
  for (let n = 1; n < WATCHLIST_MAX; n++) assert.equal(wanted.apply(record(`T${n}`), 1), undefined);
  assert.equal(wanted.snapshot().size, WATCHLIST_MAX);
  assert.equal(wanted.apply(record("SPY"), 1), "full");
  assert.equal(wanted.apply(record("T1"), 1), undefined);
  assert.equal(wanted.apply(record("T1", false), 1), undefined);
  assert.equal(wanted.apply(record("SPY"), 1), undefined);
  assert.ok(wanted.isSame(wanted.snapshot()));
  assert.equal(wanted.snapshot().size, WATCHLIST_MAX);
});
