import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { ensureTopics, KafkaTickSink, plainTopic, TickGroup, ticksTopic } from "@market/kafka";
import { CHAIN_HEADER, type Commit, type OutRecord, type TaskLog } from "@market/log";
import { systemClock } from "@market/runtime";
import { CompressionTypes } from "kafkajs";
import { client, readTopic } from "../e2e/topic.ts";
import { createTopics } from "../new-topics.ts";
import { log, setup } from "./setup.ts";

const NOW = Date.now();

function record(value: string, headers: Record<string, string> = {}): OutRecord {
  return { key: "k", value: Buffer.from(value), timestamp: NOW, headers };
}

function commitOf(seq: number, chunks: number, features: readonly OutRecord[] = []): Commit {
  const checkpoint = Array.from({ length: chunks }, (_, chunk) =>
    record(`${seq}/${chunk}`, { [CHAIN_HEADER]: String(chunks) }),
  );
  return { features, lateTicks: [], deadLetters: [], checkpoint, lowWater: 0 };
}

async function create(partitions: number) {
  const { kafka, config, prefix } = setup(partitions);
  const topics = { ...config.topics, checkpoints: `${prefix}.checkpoints` };
  const specs = [topics.features, topics.lateTicks, topics.deadLetters, topics.checkpoints].map(plainTopic);
  const signal = new AbortController().signal;
  await ensureTopics({
    kafka,
    topics: [ticksTopic(topics.ticks), ...specs],
    partitions,
    replicationFactor: 1,
    log,
    signal,
  });
  const sink = new KafkaTickSink({
    kafka,
    ticksTopic: topics.ticks,
    deadLettersTopic: topics.deadLetters,
    partitions,
    log,
  });
  return { kafka, topics, sink, group: prefix };
}

/** Runs `body` with the log of partition 0 as a group of one gets it. */
async function withTask(
  setting: Awaited<ReturnType<typeof create>>,
  body: (task: TaskLog) => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  const { kafka, topics, group } = setting;
  const tickGroup = new TickGroup({
    kafka,
    topics,
    group,
    log,
    clock: systemClock,
    onAssigned: async task => {
      await body(task);
      stop.abort();
    },
  });
  await tickGroup.run(stop.signal);
}

test("a task reads every record of its partition in order, whatever was published together", async () => {
  const setting = await create(1);
  const ticks = Array.from({ length: 2_500 }, (_, n) => ({ ...record(String(n)), partition: 0 }));
  await setting.sink.publish(ticks.slice(0, 1_200), []);
  await setting.sink.publish(ticks.slice(1_200), []);
  await setting.sink.close();
  await withTask(setting, async task => {
    assert.deepEqual(await task.resume(), []);
    await task.seek(undefined, 0);
    const values: string[] = [];
    while (values.length < ticks.length) {
      for (const { value, offset } of (await task.poll(1_000)) ?? []) {
        assert.equal(offset, values.length);
        values.push(String(value));
      }
    }
    assert.deepEqual(
      values,
      ticks.map(({ value }) => String(value)),
    );
  });
});

test("the last committed checkpoint is found whole, in one chunk or in hundreds", async () => {
  const setting = await create(1);
  await withTask(setting, async task => {
    for (const [seq, chunks] of [
      [1, 1],
      [2, 700],
      [3, 2],
    ] as const) {
      await task.resume();
      await task.commit(commitOf(seq, chunks));
      const found = await task.resume();
      assert.deepEqual(
        found.map(({ value }) => String(value)),
        Array.from({ length: chunks }, (_, chunk) => `${seq}/${chunk}`),
      );
    }
  });
  await setting.sink.close();
});

for (const compression of ["gzip", "snappy", "lz4", "zstd"]) {
  test(`ticks are read that were compressed with ${compression}`, async () => {
    const setting = await create(1);
    const admin = setting.kafka.admin();
    await admin.connect();
    const topic = `${setting.group}.${compression}`;
    const configEntries = [{ name: "compression.type", value: compression }];
    await createTopics(admin, { topic, numPartitions: 1, replicationFactor: 1, configEntries });
    await admin.disconnect();
    const { kafka, topics, group } = setting;
    const deadLettersTopic = topics.deadLetters;
    // The broker compresses what it gets, as the Java client would.
    const sink = new KafkaTickSink({ kafka, ticksTopic: topic, deadLettersTopic, partitions: 1, log });
    const values = Array.from({ length: 400 }, (_, n) => `${n} ${"tick ".repeat(60)}`);
    await sink.publish(
      values.map(value => ({ ...record(value), partition: 0 })),
      [],
    );
    await sink.close();
    await withTask(
      { ...setting, group: `${group}-${compression}`, topics: { ...topics, ticks: topic } },
      async task => {
        await task.resume();
        await task.seek(undefined, 0);
        const read: string[] = [];
        while (read.length < values.length) {
          for (const { value } of (await task.poll(5_000)) ?? []) read.push(String(value));
        }
        assert.deepEqual(read, values);
      },
    );
    await setting.sink.close();
  });
}

test("an owner that was replaced commits nothing any more, and readers never see what it tried", async () => {
  const setting = await create(1);
  const { group, topics } = setting;
  await withTask(setting, async old => {
    await old.resume();
    await old.commit(commitOf(1, 1, [record("first")]));
    // The transactional id of the task, as another process that was given the partition uses it.
    const successor = client().producer({
      transactionalId: `${group}.${topics.ticks}.0`,
      maxInFlightRequests: 1,
    });
    await successor.connect();
    await (await successor.transaction()).abort();
    await assert.rejects(old.commit(commitOf(2, 1, [record("zombie")])));
    const transaction = await successor.transaction();
    await transaction.send({
      topic: topics.features,
      messages: [{ key: "k", value: "second", partition: 0 }],
    });
    await transaction.commit();
    await successor.disconnect();
  });
  await setting.sink.close();
  const features = await readTopic(setting.topics.features);
  assert.deepEqual(
    features.map(({ message }) => String(message.value)),
    ["first", "second"],
  );
});

test("more than one send's worth of features becomes visible at once or not at all", async () => {
  const setting = await create(1);
  const features = Array.from({ length: 3_000 }, (_, n) => record(`${n} ${"x".repeat(300)}`));
  await withTask(setting, async task => {
    await task.resume();
    await task.commit(commitOf(1, 1, features));
  });
  await setting.sink.close();
  assert.equal((await readTopic(setting.topics.features)).length, features.length);
});

test("a group that has committed before is not started over where its checkpoints are missing", async () => {
  const setting = await create(1);
  await withTask(setting, async task => {
    await task.resume();
    await task.commit(commitOf(1, 1));
  });
  const { topics } = setting;
  await withTask({ ...setting, topics: { ...topics, checkpoints: topics.lateTicks } }, async task => {
    await assert.rejects(task.resume(), /holds no checkpoint of it: set CHECKPOINTS_TOPIC/);
  });
  await setting.sink.close();
});

test("a new group does not publish into the features of another", async () => {
  const setting = await create(1);
  await withTask(setting, async task => {
    await task.resume();
    await task.commit(commitOf(1, 1, [record("a feature")]));
  });
  const { topics } = setting;
  const other = { group: `${setting.group}-2`, topics: { ...topics, checkpoints: topics.lateTicks } };
  await withTask({ ...setting, ...other }, async task => {
    await assert.rejects(task.resume(), /another group has written them. Give this group a FEATURES_TOPIC/);
  });
  await setting.sink.close();
});

test("a checkpoint that needs records which were deleted is refused, not taken for half of a state", async () => {
  const setting = await create(1);
  const { topics } = setting;
  await withTask(setting, async task => {
    await task.resume();
    await task.commit(commitOf(1, 2));
    const last = commitOf(2, 2);
    const headers = { [CHAIN_HEADER]: "4" };
    await task.commit({ ...last, checkpoint: last.checkpoint.map(each => ({ ...each, headers })) });
    assert.equal((await task.resume()).length, 4);
    const admin = setting.kafka.admin();
    await admin.connect();
    await admin.fetchTopicOffsets(topics.checkpoints);
    await admin.deleteTopicRecords({
      topic: topics.checkpoints,
      partitions: [{ partition: 0, offset: "1" }],
    });
    await admin.disconnect();
    await assert.rejects(task.resume(), /a checkpoint of 4 records, of which 3 are left/);
  });
  await setting.sink.close();
});

test("a ticks topic that ends before the checkpoint is refused: it is another topic by the same name", async () => {
  const setting = await create(1);
  await setting.sink.publish([{ ...record("0"), partition: 0 }], []);
  await setting.sink.close();
  await withTask(setting, async task => {
    await task.resume();
    assert.equal(await task.seek(0, 1), 0);
    await assert.rejects(task.seek(0, 400), /ends at offset 1, but its checkpoint stands at 400/);
  });
});

test("where the oldest ticks are gone, a task starts at the oldest there are and learns of it", async () => {
  const setting = await create(1);
  await setting.sink.publish(
    Array.from({ length: 10 }, (_, n) => ({ ...record(String(n)), partition: 0 })),
    [],
  );
  await setting.sink.close();
  const admin = setting.kafka.admin();
  await admin.connect();
  // Without this kafkajs does not know where the partition is.
  await admin.fetchTopicOffsets(setting.topics.ticks);
  await admin.deleteTopicRecords({
    topic: setting.topics.ticks,
    partitions: [{ partition: 0, offset: "4" }],
  });
  await admin.disconnect();
  await withTask(setting, async task => {
    await task.resume();
    assert.equal(await task.seek(2, 3), 4);
    const records = (await task.poll(5_000)) ?? [];
    assert.equal(records.at(0)?.offset, 4);
  });
});

test("a task that is overtaken by the deletion of its ticks is told, instead of waiting for ever", async () => {
  const setting = await create(1);
  const count = 90_000;
  await setting.sink.publish(
    Array.from({ length: count }, (_, n) => ({ ...record(`${n} ${"x".repeat(200)}`), partition: 0 })),
    [],
  );
  await setting.sink.close();
  await withTask(setting, async task => {
    await task.resume();
    await task.seek(undefined, 0);
    // The inbox fills and pauses the partition while the task takes nothing.
    let last = (await task.poll(5_000))?.at(-1)?.offset ?? -1;
    await sleep(2_000);
    const admin = setting.kafka.admin();
    await admin.connect();
    await admin.fetchTopicOffsets(setting.topics.ticks);
    await admin.deleteTopicRecords({
      topic: setting.topics.ticks,
      partitions: [{ partition: 0, offset: String(count - 10) }],
    });
    await admin.disconnect();
    const pollOn = async () => {
      while (last < count - 1) last = (await task.poll(1_000))?.at(-1)?.offset ?? last;
    };
    await assert.rejects(pollOn(), /from \d+ on, is gone/);
    assert.ok(last < count - 10);
    assert.equal(await task.seek(last + 1, last + 1), count - 10);
  });
});

test("a task whose partition holds what cannot be read is told what and where", async () => {
  const setting = await create(1);
  const producer = setting.kafka.producer();
  await producer.connect();
  const bomb = { partition: 0, value: Buffer.alloc(65 * 1_048_576) };
  await producer.send({
    topic: setting.topics.ticks,
    compression: CompressionTypes.GZIP,
    messages: [bomb],
  });
  await producer.disconnect();
  await withTask(setting, async task => {
    await task.resume();
    await task.seek(undefined, 0);
    await assert.rejects(
      task.poll(10_000),
      /ticks.*\[0\] cannot be read from 0 on: .*larger than 67108864 bytes/,
    );
  });
});
