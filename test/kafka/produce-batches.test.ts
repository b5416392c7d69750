import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ensureTopics, KafkaTickSink, ticksTopic } from "@market/kafka";
import type { Routed } from "@market/log";
import { BatchProducer } from "../../packages/kafka/src/produce-batches.ts";
import { RecordBatchWriter } from "../../packages/kafka/src/record-batch-writer.ts";
import { readTopic } from "../e2e/topic.ts";
import { type Fate, lossyClient } from "./lossy-sockets.ts";
import { log, setup } from "./setup.ts";

const PARTITIONS = 2;
const NOW = 1_795_000_000_000;

async function createTopic(): Promise<string> {
  const { kafka, prefix } = setup(PARTITIONS);
  const topic = `${prefix}.ticks`;
  const { signal } = new AbortController();
  await ensureTopics({
    kafka,
    topics: [ticksTopic(topic)],
    partitions: PARTITIONS,
    replicationFactor: 1,
    log,
    signal,
  });
  return topic;
}

const recordOf = (number: number): Routed => ({
  partition: number % PARTITIONS,
  key: `T${number}`,
  value: Buffer.from(String(number)),
  timestamp: NOW + number,
});

/** Numbers of the records that lie in each partition, in order. */
async function written(topic: string): Promise<number[][]> {
  const all = await readTopic(topic);
  return Array.from({ length: PARTITIONS }, (_, partition) =>
    all.filter(each => each.partition === partition).map(({ message }) => Number(message.value)),
  );
}

const expected = (count: number) =>
  Array.from({ length: PARTITIONS }, (_, partition) =>
    Array.from({ length: count }, (_, number) => number).filter(each => each % PARTITIONS === partition),
  );

describe("what is appended while connections break", () => {
  test("is there once and in order, whether requests or answers were lost", { timeout: 60_000 }, async () => {
    const topic = await createTopic();
    const fates: Fate[] = [
      ...["unanswered", "answered", "unheard", "unanswered", "unheard", "answered"],
      ...["answered", "unanswered", "unanswered", "unanswered", "answered", "unheard", "answered"],
    ] as Fate[];
    const producer = new BatchProducer(lossyClient(fates));
    await producer.connect([topic]);
    const writers = Array.from({ length: PARTITIONS }, (_, partition) => new RecordBatchWriter(partition));
    const sizes = [10, 1, 7, 7, 7, 30, 2, 500];
    let next = 0;
    for (const size of sizes) {
      for (const writer of writers) writer.clear();
      for (const end = next + size; next < end; next++) writers[next % PARTITIONS]!.add(recordOf(next));
      await producer.send(
        topic,
        writers.filter(({ records }) => records > 0),
      );
    }
    await producer.disconnect();
    assert.deepEqual(fates, []);
    assert.deepEqual(await written(topic), expected(next));
  });

  test("is a send's alone: while one is under way or after one has failed, there is no other", async () => {
    const topic = await createTopic();
    const producer = new BatchProducer(lossyClient([]));
    const writer = new RecordBatchWriter(0);
    writer.add(recordOf(0));
    await assert.rejects(producer.send(topic, [writer]), /not connected/);
    await producer.connect([topic]);
    const first = producer.send(topic, [writer]);
    await assert.rejects(producer.send(topic, [writer]), /is sending/);
    await first;
    await assert.rejects(producer.send(`${topic}-that-is-not-there`, [writer]));
    await assert.rejects(producer.send(topic, [writer]), /has failed/);
    await producer.disconnect();
    assert.deepEqual(await written(topic), [[0], []]);
  });

  test("gets there with another producer after a longer outage, and nothing is missing", {
    timeout: 60_000,
  }, async () => {
    const topic = await createTopic();
    const fates: Fate[] = new Array(8).fill("unheard");
    const sink = new KafkaTickSink({
      kafka: lossyClient(fates),
      ticksTopic: topic,
      deadLettersTopic: `${topic}.dead`,
      partitions: PARTITIONS,
      log,
    });
    const records = Array.from({ length: 100 }, (_, number) => recordOf(number));
    await sink.publish(records.slice(0, 50), []);
    await sink.publish(records.slice(50), []);
    await sink.close();
    assert.deepEqual(fates, []);
    assert.deepEqual(await written(topic), expected(100));
  });

  test("is left out where its partition has another owner by then, and held while that is uncertain", async () => {
    const topic = await createTopic();
    let mayWrite = false;
    let ours = new Set([0, 1]);
    const sink = new KafkaTickSink({
      kafka: lossyClient([]),
      ticksTopic: topic,
      deadLettersTopic: `${topic}.dead`,
      partitions: PARTITIONS,
      mayWrite: () => mayWrite,
      isOurs: partition => ours.has(partition),
      log,
    });
    const publishing = sink.publish([0, 1, 2, 3].map(recordOf), []);
    await new Promise(resolve => setTimeout(resolve, 200));
    assert.deepEqual(await written(topic), [[], []]);
    ours = new Set([1]);
    mayWrite = true;
    await publishing;
    await sink.close();
    assert.deepEqual(await written(topic), [[], [1, 3]]);
  });
});

test("records that do not fit into one batch are sent in several, in order", {
  timeout: 60_000,
}, async () => {
  const topic = await createTopic();
  const sink = new KafkaTickSink({
    kafka: setup(PARTITIONS).kafka,
    ticksTopic: topic,
    deadLettersTopic: `${topic}.dead`,
    partitions: PARTITIONS,
    log,
  });
  const filler = " ".repeat(60_000);
  const records = Array.from({ length: 60 }, (_, number) => ({
    ...recordOf(number),
    value: Buffer.from(`${number}${filler}`),
  }));
  await sink.publish(records, []);
  await sink.close();
  assert.deepEqual(await written(topic), expected(60));
});
