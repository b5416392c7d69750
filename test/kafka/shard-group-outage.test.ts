import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { KafkaProcess } from "@market/broker";
import { createClient, ensureTopics, readKafka, ticksTopic } from "@market/kafka";
import { Env } from "@market/runtime";
import { eventually } from "../e2e/eventually.ts";
import { log } from "./setup.ts";
import { Member, numbers, SESSION_MS } from "./shard-group-members.ts";

// These tests start Apache Kafka themselves, whatever KAFKA_BROKERS says: they take it away.

test("a broker that is away for longer than the session takes no partition from anybody", async t => {
  const kafka = await KafkaProcess.open({ env: process.env, progress: () => undefined });
  if ("unavailable" in kafka) throw new Error(kafka.unavailable);
  t.after(() => kafka.close());
  const config = readKafka(new Env({ KAFKA_BROKERS: kafka.brokers, TOPIC_PARTITIONS: "4" }));
  const topic = config.topics.ticks;
  const client = createClient(config, "test", log);
  const { signal } = new AbortController();
  const topics = [ticksTopic(topic)];
  await ensureTopics({ kafka: client, topics, partitions: 4, replicationFactor: 1, log, signal });
  const one = new Member(t, client, topic);
  await eventually("the first owns all", async () => (one.owned.length === 4 ? true : undefined));
  const two = new Member(t, client, topic);
  await eventually("both own two", async () =>
    two.owned.length === 2 && one.owned.length === 2 ? true : undefined,
  );
  const owned = [one.owned, two.owned];
  const before = [one.told.length, two.told.length];

  for (const [how, awayMs] of [
    ["SIGTERM", SESSION_MS],
    ["SIGKILL", 0],
  ] as const) {
    await kafka.stop(how);
    await eventually("nobody is certain", async () =>
      one.group.isCertain || two.group.isCertain ? undefined : true,
    );
    await sleep(awayMs);
    assert.deepEqual([one.owned, two.owned], owned);
    await kafka.start();
    await eventually("both are certain", async () =>
      one.group.isCertain && two.group.isCertain ? true : undefined,
    );
    assert.deepEqual([one.owned, two.owned], owned);
  }
  for (const [n, { told }] of [one, two].entries()) {
    for (const { lost, gained } of told.slice(before[n]))
      assert.deepEqual([lost, gained].map(numbers), [[], []]);
  }
  // Before the broker is closed for good: kafkajs would look for it for half a minute.
  await Promise.all([one.leave(), two.leave()]);
});
