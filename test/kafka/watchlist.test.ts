import assert from "node:assert/strict";
import { test } from "node:test";
import { ensureTopics, partitionOf, plainTopic, watchlistTopic } from "@market/kafka";
import { eventually } from "../e2e/eventually.ts";
import { client } from "../e2e/topic.ts";
import { log } from "./setup.ts";
import { never, openWatchlist, PARTITIONS, reader } from "./watchlist-topic.ts";

test("without a record the seeds are wanted, and nothing is written", async t => {
  const topic = await openWatchlist();
  assert.deepEqual(await reader(t, topic, ["MSFT", "AMZN"]).read(), ["AMZN", "MSFT"]);
  assert.deepEqual(await reader(t, topic).read(), []);
});

test("the topic adds to the seeds and takes from them, and its last record of a ticker decides", async t => {
  const topic = await openWatchlist();
  await topic.add("NVDA", "BTC-USD", "^GSPC");
  await topic.remove("BTC-USD", "AMZN");
  await topic.remove("^GSPC");
  await topic.add("^GSPC");
  assert.deepEqual(await reader(t, topic, ["MSFT", "AMZN"]).read(), ["MSFT", "NVDA", "^GSPC"]);
});

test("who reads again, or later, wants what who has followed all the time does", async t => {
  const topic = await openWatchlist();
  const first = reader(t, topic, ["AMZN"]);
  await first.read();
  const following = first.follow();
  await topic.add("NVDA");
  await eventually("the addition is seen", async () => first.changes.find(each => each.includes("NVDA")));
  await topic.remove("AMZN", "NVDA");
  await topic.add("SPY");
  await eventually("all of it is seen", async () =>
    String(first.changes.at(-1)) === "SPY" ? true : undefined,
  );
  assert.deepEqual([...first.list.tickers], ["SPY"]);
  assert.deepEqual(await reader(t, topic, ["AMZN"]).read(), ["SPY"]);
  first.stop.abort();
  await following;
});

test("what changes nothing is not told", async t => {
  const topic = await openWatchlist();
  const one = reader(t, topic, ["AMZN"]);
  await one.read();
  void one.follow();
  await topic.add("AMZN");
  await topic.remove("NVDA");
  await topic.add("SPY");
  await eventually("the one change", async () => one.changes[0]);
  assert.deepEqual(one.changes, [["AMZN", "SPY"]]);
});

test("two thousand tickers are read, in whatever requests they come", async t => {
  const topic = await openWatchlist();
  const tickers = Array.from({ length: 2_000 }, (_, n) => `T${n}`);
  await topic.add(...tickers);
  assert.deepEqual(await reader(t, topic).read(), tickers.toSorted());
});

test("keys that are no tickers, or where another partitioner put them, are ignored and counted", async t => {
  const topic = await openWatchlist();
  const producer = client().producer();
  await producer.connect();
  t.after(() => producer.disconnect());
  const elsewhere = (partitionOf("NVDA", PARTITIONS) + 1) % PARTITIONS;
  await producer.send({
    topic: topic.topic,
    messages: [
      { key: "", value: "{}" },
      { key: "two words", value: "{}" },
      { key: Buffer.from([0xff, 0xfe]), value: null },
      { key: "x".repeat(65), value: "{}" },
      { key: "NVDA", value: "{}", partition: elsewhere },
      { key: "AMZN", value: null, partition: (partitionOf("AMZN", PARTITIONS) + 1) % PARTITIONS },
      { key: "SPY", value: "" },
    ],
  });
  const one = reader(t, topic, ["AMZN"]);
  assert.deepEqual(await one.read(), ["AMZN", "SPY"]);
  assert.deepEqual(one.ignored.toSorted(), [
    ...["partition", "partition"],
    ...["ticker", "ticker", "ticker", "ticker"],
  ]);
});

test("a log that ends in an aborted transaction is read to its end and followed beyond it", async t => {
  const topic = await openWatchlist();
  await topic.add("NVDA");
  const producer = client().producer({ transactionalId: topic.topic, maxInFlightRequests: 1 });
  await producer.connect();
  t.after(() => producer.disconnect());
  const transaction = await producer.transaction();
  const partition = partitionOf("NVDA", PARTITIONS);
  await transaction.send({ topic: topic.topic, messages: [{ key: "NVDA", value: null, partition }] });
  await transaction.abort();
  const one = reader(t, topic);
  assert.deepEqual(await one.read(), ["NVDA"]);
  void one.follow();
  await topic.remove("NVDA");
  await eventually("the removal is seen", async () => one.changes[0]);
  assert.deepEqual(one.changes, [[]]);
});

test("a topic that is deleted and created again is read anew, and told once", async t => {
  const topic = await openWatchlist();
  await topic.add("NVDA", "SPY");
  const one = reader(t, topic, ["AMZN"]);
  await one.read();
  void one.follow();
  const admin = client().admin();
  await admin.connect();
  t.after(() => admin.disconnect());
  await admin.deleteTopics({ topics: [topic.topic] });
  await topic.create();
  await eventually("nothing is left but the seed", async () => one.changes[0]);
  assert.deepEqual(one.changes, [["AMZN"]]);
  await topic.add("QQQ");
  await eventually("it is followed", async () => one.changes[1]);
  assert.deepEqual(one.changes[1], ["AMZN", "QQQ"]);
});

test("the topic is created compacted, with nulls that stay; one that deletes by age is refused", async t => {
  const { topic, kafka } = await openWatchlist();
  const admin = client().admin();
  await admin.connect();
  t.after(() => admin.disconnect());
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: [{ type: 2, name: topic }],
  });
  const settings = new Map(resources[0]!.configEntries.map(each => [each.configName, each.configValue]));
  assert.equal(settings.get("cleanup.policy"), "compact");
  assert.ok(Number(settings.get("delete.retention.ms")) > 10 * 365 * 86_400_000);

  const ensure = (name: string, spec: typeof watchlistTopic) =>
    ensureTopics({
      kafka,
      topics: [spec(name)],
      partitions: PARTITIONS,
      replicationFactor: 1,
      log,
      signal: never,
    });
  await ensure(`${topic}.plain`, plainTopic);
  await assert.rejects(ensure(`${topic}.plain`, watchlistTopic), /cleanup.policy=delete, expected compact/);
  await assert.rejects(ensure(topic, plainTopic), /cleanup.policy=compact, expected delete/);
});
