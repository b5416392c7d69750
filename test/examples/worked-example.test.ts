import assert from "node:assert/strict";
import { test } from "node:test";
import { Records } from "@market/log";
import { readConfig, Task } from "@market/windower";
import { client, type Read, readTopic } from "../e2e/topic.ts";
import { startWindower } from "./running-windower.ts";
import { type ExampleRecord, exampleRecords, exampleWindows, hourBefore } from "./worked-example.ts";

const DEAD_LETTERS = ["future", "key", "undecodable"];

test("each record of the example in docs/ticks.md becomes what the document says", () => {
  const task = new Task(
    {
      group: "g",
      topic: "ticks",
      partition: 0,
      partitionOf: () => 0,
      format: "json",
      windowing: readConfig({}).windowing,
    },
    [],
  );
  const records = exampleRecords(Date.UTC(2024, 3, 16, 14));
  const became = records.map(record => {
    for (const _ of task.fold(Records.of([record])));
    const counted = [...task.takeCounts().keys()].filter(
      what => what !== "features" && what !== "late_record",
    );
    return counted.join().replace("gap_record", "gap");
  });
  assert.deepEqual(
    became,
    records.map(({ becomes }) => becomes),
  );
});

test("a windower on a real broker makes of the example in docs/ticks.md what the document says", async () => {
  const windower = await startWindower({ TOPIC_PARTITIONS: "1" });
  try {
    const hour = hourBefore(Date.now());
    const records = exampleRecords(hour);
    await send(windower.topics.ticks, records);
    await windower.untilFolded();

    const expected = exampleWindows(hour);
    const features = (await readTopic(windower.topics.features)).map(({ message }) =>
      JSON.parse(String(message.value)),
    );
    const names = Object.keys(expected[0]!);
    assert.deepEqual(
      features.map(each => Object.fromEntries(names.map(name => [name, each[name]]))),
      expected,
    );
    assert.deepEqual(
      (await readTopic(windower.topics.late)).map(offsetOf),
      records.filter(({ becomes }) => becomes === "late").map(({ offset }) => offset),
    );
    assert.deepEqual(
      (await readTopic(windower.topics.dead)).map(read => [
        String(read.message.headers?.reason),
        offsetOf(read),
      ]),
      records
        .filter(({ becomes }) => DEAD_LETTERS.includes(becomes))
        .map(({ becomes, offset }) => [becomes, offset]),
    );
  } finally {
    await windower.close();
  }
});

function offsetOf({ message }: Read): number {
  return Number(message.headers?.offset);
}

async function send(topic: string, records: readonly ExampleRecord[]): Promise<void> {
  const producer = client().producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
  });
  await producer.connect();
  const messages = records.map(({ key, value, timestamp, headers }) => ({
    partition: 0,
    key: key === null ? null : Buffer.from(key),
    value: value === null ? null : Buffer.from(value),
    timestamp: String(timestamp),
    headers: { ...headers },
  }));
  await producer.send({ topic, messages, acks: -1 });
  await producer.disconnect();
}
