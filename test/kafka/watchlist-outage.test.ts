import assert from "node:assert/strict";
import { test } from "node:test";
import { KafkaProcess } from "@market/broker";
import { createClient, readKafka } from "@market/kafka";
import { Env } from "@market/runtime";
import { eventually } from "../e2e/eventually.ts";
import { log } from "./setup.ts";
import { openWatchlist, reader } from "./watchlist-topic.ts";

// This test starts Apache Kafka itself, whatever KAFKA_BROKERS says: it takes it away.

test("a broker that is away costs nothing that was known, and is followed when it is back", async t => {
  const broker = await KafkaProcess.open({ env: process.env, progress: () => undefined });
  if ("unavailable" in broker) throw new Error(broker.unavailable);
  t.after(() => broker.close());
  const kafka = createClient(readKafka(new Env({ KAFKA_BROKERS: broker.brokers })), "test", log);
  const topic = await openWatchlist(kafka);
  await topic.add("NVDA");
  const one = reader(t, topic, ["AMZN"]);
  await one.read();
  const following = one.follow();

  for (const [how, ticker] of [
    ["SIGTERM", "SPY"],
    ["SIGKILL", "QQQ"],
  ] as const) {
    await broker.stop(how);
    // One that starts meanwhile waits for the broker, and one that is told to end ends.
    const late = reader(t, topic, ["AMZN"]);
    const read = late.read();
    const given = new AbortController();
    const givenUp = reader(t, topic, ["AMZN"]).list.readToEnd(given.signal);
    given.abort();
    assert.deepEqual([...(await givenUp)], ["AMZN"]);
    assert.ok(one.list.tickers.has("NVDA"));
    await broker.start();
    await topic.add(ticker);
    await eventually(`${ticker} is seen`, async () => one.changes.find(each => each.includes(ticker)));
    assert.ok((await read).includes("NVDA"));
  }
  assert.deepEqual(one.changes, [
    ["AMZN", "NVDA", "SPY"],
    ["AMZN", "NVDA", "QQQ", "SPY"],
  ]);
  // Before the broker is closed for good: kafkajs would look for it for half a minute.
  one.stop.abort();
  await following;
  await one.list.close();
});
