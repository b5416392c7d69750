import assert from "node:assert/strict";
import { test } from "node:test";
import { ensureTopics, featuresTopic, plainTopic, ticksTopic } from "@market/kafka";
import type { Kafka } from "kafkajs";
import { createTopics } from "../new-topics.ts";
import { log, setup } from "./setup.ts";

const signal = new AbortController().signal;

async function create(
  kafka: Kafka,
  topic: string,
  numPartitions: number,
  settings: Record<string, string> = {},
) {
  const admin = kafka.admin();
  await admin.connect();
  const configEntries = Object.entries(settings).map(([name, value]) => ({ name, value }));
  await createTopics(admin, { topic, numPartitions, configEntries });
  await admin.disconnect();
}

test("topics are created where they are missing, by several processes at once and again without harm", async () => {
  const { kafka, prefix } = setup();
  const topics = [
    ticksTopic(`${prefix}.ticks`),
    featuresTopic(`${prefix}.features`),
    plainTopic(`${prefix}.late`),
  ];
  const ensure = () => ensureTopics({ kafka, topics, partitions: 2, replicationFactor: 1, log, signal });
  await Promise.all([ensure(), ensure(), ensure()]);
  await ensure();
});

test("a topic with another number of partitions is refused, and the message names both", async () => {
  const { kafka, prefix } = setup();
  await create(kafka, `${prefix}.ticks`, 3);
  const ensure = ensureTopics({
    kafka,
    topics: [ticksTopic(`${prefix}.ticks`)],
    partitions: 2,
    replicationFactor: 1,
    log,
    signal,
  });
  await assert.rejects(ensure, /has 3 partitions, expected 2: set TOPIC_PARTITIONS/);
});

test("a topic that stamps records itself is refused", async () => {
  const { kafka, prefix } = setup();
  await create(kafka, `${prefix}.ticks`, 2, { "message.timestamp.type": "LogAppendTime" });
  const ensure = ensureTopics({
    kafka,
    topics: [ticksTopic(`${prefix}.ticks`)],
    partitions: 2,
    replicationFactor: 1,
    log,
    signal,
  });
  await assert.rejects(ensure, /LogAppendTime, expected CreateTime/);
});

test("a ticks topic that forgets ticks before open windows could be recovered is refused", async () => {
  const { kafka, prefix } = setup();
  await create(kafka, `${prefix}.ticks`, 2, { "retention.ms": "60000" });
  const topics = [{ ...ticksTopic(`${prefix}.ticks`), minRetentionMs: 210_000 }];
  const ensure = ensureTopics({ kafka, topics, partitions: 2, replicationFactor: 1, log, signal });
  await assert.rejects(ensure, /retention.ms=60000, expected at least 210000/);
});
