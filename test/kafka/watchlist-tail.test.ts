import assert from "node:assert/strict";
import { test } from "node:test";
import { WATCHLIST_MAX, Watchlist } from "@market/kafka";
import type { Clock } from "@market/runtime";
import type { Kafka } from "kafkajs";
import { WantedTickers } from "../../packages/kafka/src/wanted-tickers.ts";
import { log } from "./setup.ts";

const key = (text: string) => Buffer.from(text);
const value = Buffer.from("{}");

/**
 * A log of one partition as compaction may leave it: offsets 0 and 1 are records, 2 to 5 are empty batches, which a
 * broker answers at once and kafkajs decodes to nothing.
 */
function compactedLog(fetches: () => void): Kafka {
  const message = (offset: number, ticker: string) => ({
    offset: String(offset),
    timestamp: "0",
    key: key(ticker),
    value,
  });
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
    findBroker: async () => ({
      fetch: async (request: { topics: [{ partitions: [{ fetchOffset: string }] }] }) => {
        fetches();
        const from = Number(request.topics[0].partitions[0].fetchOffset);
        // The batch that held offsets 0 to 2 is answered whole to whoever asks for one of them.
        const messages = from <= 2 ? [message(0, "NVDA"), message(1, "SPY")] : [];
        return { responses: [{ partitions: [{ partition: 0, messages, abortedTransactions: [] }] }] };
      },
    }),
  };
  return { [Symbol("private:Kafka:createCluster")]: () => cluster } as unknown as Kafka;
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
    kafka: compactedLog(() => seen.push("fetch")),
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
