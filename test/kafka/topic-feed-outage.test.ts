import assert from "node:assert/strict";
import { test } from "node:test";
import { KafkaProcess } from "@market/broker";
import { createClient, readKafka } from "@market/kafka";
import { Env } from "@market/runtime";
import { eventually } from "../e2e/eventually.ts";
import { client } from "../e2e/topic.ts";
import { createTopics } from "../new-topics.ts";
import { follow, keepingLog } from "./feed.ts";

// This test starts Apache Kafka itself, whatever KAFKA_BROKERS says: it takes it away.

test("a feed goes on by itself where it was when its broker is back, and says once that it was away", async t => {
  const broker = await KafkaProcess.open({ env: process.env, progress: () => undefined });
  if ("unavailable" in broker) throw new Error(broker.unavailable);
  t.after(() => broker.close());
  const { log, said } = keepingLog();
  const kafka = createClient(readKafka(new Env({ KAFKA_BROKERS: broker.brokers })), "test", log);
  const topic = `feed-${crypto.randomUUID().slice(0, 8)}`;
  const plain = client(broker.brokers);
  const admin = plain.admin();
  await admin.connect();
  await createTopics(admin, { topic, numPartitions: 2 });
  await admin.disconnect();
  const write = async (value: string) => {
    const producer = plain.producer();
    await producer.connect();
    await producer.send({ topic, messages: [{ value, partition: 1 }] });
    await producer.disconnect();
  };
  await write("before");
  const { feed, told, end } = follow(t, { kafka, topic, log });
  await eventually("all is read", async () => told.includes("read") || undefined);
  await broker.stop("SIGTERM");
  const trouble = await eventually("it is missed", async () => feed.trouble);
  assert.ok(trouble.said.length > 0);
  assert.ok(Math.abs(Date.now() - trouble.since) < 60_000);
  assert.equal(feed.isRead, true);
  await broker.start();
  await write("after");
  await eventually("what comes next", async () => told.includes("+after") || undefined);
  await eventually("all is well", async () => (feed.trouble === undefined ? true : undefined));
  // No record twice, none anew: offsets were kept.
  assert.deepEqual(told, ["begin", "before", "read", "+after"]);
  const own = said.filter(each => each.includes("topic"));
  assert.deepEqual(
    own.map(each => each.replace(/trying again: .*/s, "trying again")),
    ["warn: the topic cannot be read, trying again", "info: the topic can be read again"],
  );
  // Before the broker is closed for good: kafkajs would look for it for half a minute.
  await end();
});
