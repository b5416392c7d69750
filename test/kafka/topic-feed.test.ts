import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { GroupMembers, TopicTail } from "@market/kafka";
import { systemClock } from "@market/runtime";
import type { Admin, Kafka, Producer } from "kafkajs";
import { eventually } from "../e2e/eventually.ts";
import { client } from "../e2e/topic.ts";
import { createTopics } from "../new-topics.ts";
import { fastClock, follow, keepingLog } from "./feed.ts";
import { setup } from "./setup.ts";

const PARTITIONS = 3;
const NOW = Date.now();
const HOUR = 3_600_000;

const own: Kafka = setup().kafka;
let admin: Admin;
let producer: Producer;

before(async () => {
  admin = client().admin();
  producer = client().producer();
  await Promise.all([admin.connect(), producer.connect()]);
});
after(() => Promise.all([admin.disconnect(), producer.disconnect()]));

const newName = () => `feed-${crypto.randomUUID().slice(0, 8)}`;

async function newTopic(): Promise<string> {
  const topic = newName();
  await createTopics(admin, { topic, numPartitions: PARTITIONS });
  return topic;
}

/** One record, or a null value. */
async function write(topic: string, value: string | null, timestamp = NOW, partition = 0): Promise<void> {
  await producer.send({ topic, messages: [{ value, timestamp: String(timestamp), partition }] });
}

async function abortedly(topic: string, values: readonly string[]): Promise<void> {
  const aborting = client().producer({
    transactionalId: newName(),
    maxInFlightRequests: 1,
    idempotent: true,
  });
  await aborting.connect();
  const transaction = await aborting.transaction();
  await transaction.send({ topic, messages: values.map((value, partition) => ({ value, partition })) });
  await transaction.abort();
  await aborting.disconnect();
}

test("what is there from a time on is read, and what comes later is followed", async t => {
  const topic = await newTopic();
  for (const [value, hours, partition] of [
    ["old", 30, 0],
    ["a", 23, 0],
    ["b", 2, 0],
    ["older", 40, 1],
    ["c", 1, 2],
  ] as const)
    await write(topic, value, NOW - hours * HOUR, partition);
  const { feed, told } = follow(t, { kafka: own, topic, from: NOW - 24 * HOUR });
  await eventually("all is read", async () => told.includes("read") || undefined);
  assert.deepEqual(told.toSorted(), ["a", "b", "begin", "c", "read"]);
  assert.equal(told[0], "begin");
  assert.equal(told.at(-1), "read");
  assert.equal(feed.share, 1);
  await write(topic, "d", NOW, 1);
  await eventually("the next", async () => told.includes("+d") || undefined);
  // A partition whose records are all too old is followed from its end, and time does not matter any more.
  await write(topic, "late", NOW - 48 * HOUR, 1);
  await eventually("the late one", async () => told.includes("+late") || undefined);
  assert.equal(feed.lag, 0);
  assert.equal(feed.trouble, undefined);
});

test("an empty topic is read at once, and its first record is live", async t => {
  const topic = await newTopic();
  const { told } = follow(t, { kafka: own, topic, from: NOW - HOUR });
  await eventually("all is read", async () => told.includes("read") || undefined);
  await write(topic, "first");
  await eventually("the first", async () => told.includes("+first") || undefined);
  assert.deepEqual(told, ["begin", "read", "+first"]);
});

test("records of aborted transactions are never seen, and a log that ends in one is read to its end", async t => {
  const topic = await newTopic();
  await write(topic, "kept");
  await abortedly(topic, ["no", "no", "no"]);
  const { told, feed } = follow(t, { kafka: own, topic });
  await eventually("all is read", async () => told.includes("read") || undefined);
  await abortedly(topic, ["never", "never"]);
  await write(topic, "on");
  await eventually("what comes next", async () => told.includes("+on") || undefined);
  assert.deepEqual(told, ["begin", "kept", "read", "+on"]);
  assert.equal(feed.lag, 0);
});

test("a transaction that is open hides its records until it is committed, and nothing before them", async t => {
  const topic = await newTopic();
  await write(topic, "before");
  const writer = client().producer({ transactionalId: newName(), maxInFlightRequests: 1, idempotent: true });
  await writer.connect();
  t.after(() => writer.disconnect());
  const transaction = await writer.transaction();
  await transaction.send({ topic, messages: [{ value: "in it", partition: 0 }] });
  const { told } = follow(t, { kafka: own, topic });
  await eventually("all is read", async () => told.includes("read") || undefined);
  assert.deepEqual(told, ["begin", "before", "read"]);
  await transaction.commit();
  await eventually("what was committed", async () => told.includes("+in it") || undefined);
});

test("a topic that is not there yet is waited for, and is not made", async t => {
  const topic = newName();
  const { log, said } = keepingLog();
  const { feed, told } = follow(t, { kafka: own, topic, log });
  await eventually("it says so", async () => feed.trouble?.said);
  assert.equal(feed.trouble?.said, `there is no topic ${topic} yet`);
  assert.equal(feed.trouble.kind, "missing");
  assert.equal(feed.share, 0);
  await feed.answered;
  await new Promise(resolve => setTimeout(resolve, 1_500));
  assert.ok(!(await admin.listTopics()).includes(topic));
  await createTopics(admin, { topic, numPartitions: PARTITIONS });
  await write(topic, "a");
  await eventually("it is read", async () => told.includes("a") || told.includes("+a") || undefined);
  await eventually("all is well", async () => (feed.trouble === undefined ? true : undefined));
  assert.deepEqual(said, [
    `warn: the topic cannot be read, trying again: there is no topic ${topic} yet`,
    "info: the topic can be read again",
  ]);
});

test("a topic that is deleted and made anew is read anew, with fewer records, more, or other partitions", async t => {
  const topic = await newTopic();
  for (const value of ["a", "b", "c"]) await write(topic, value);
  const { feed, told, latest } = follow(t, { kafka: own, topic, clock: fastClock() });
  await eventually("all is read", async () => told.includes("read") || undefined);
  for (const [numPartitions, values] of [
    [PARTITIONS, ["x"]],
    [PARTITIONS, ["1", "2", "3", "4", "5", "6"]],
    [1, ["y", "z"]],
    [5, ["last"]],
  ] as const) {
    await admin.deleteTopics({ topics: [topic] });
    await eventually("it is missed", async () => feed.trouble?.kind === "missing" || undefined);
    await createTopics(admin, { topic, numPartitions });
    for (const value of values) await write(topic, value);
    await eventually(`${values} and nothing else`, async () => {
      const seen = latest().filter(each => each !== "begin" && each !== "read");
      return String(seen.map(each => each.replace("+", ""))) === String(values) || undefined;
    });
    assert.ok(latest()[0] === "begin" && latest().includes("read"));
    await eventually("all is well", async () => (feed.trouble === undefined ? true : undefined));
  }
});

test("partitions that are added are found within a minute, and read from their beginning", async t => {
  const topic = await newTopic();
  await write(topic, "a");
  let ahead = 0;
  const clock = { ...systemClock, now: () => Date.now() + ahead };
  const { feed, told, latest } = follow(t, { kafka: own, topic, clock });
  await eventually("all is read", async () => told.includes("read") || undefined);
  await admin.createPartitions({ topicPartitions: [{ topic, count: PARTITIONS + 1 }] });
  // A client that knows of the new one, which the test's own does not yet.
  const late = client().producer();
  await late.connect();
  t.after(() => late.disconnect());
  await eventually("the new one takes it", () =>
    late.send({ topic, messages: [{ value: "b", partition: PARTITIONS }] }).catch(() => undefined),
  );
  ahead = 60_000;
  await eventually("it is read", async () => latest().some(each => each.endsWith("b")) || undefined);
  assert.ok(latest().some(each => each.endsWith("a")));
  assert.equal(feed.trouble, undefined);
});

test("what was deleted before it was read is passed over: all that is left is read anew", async t => {
  const topic = await newTopic();
  for (const value of ["a", "b", "c"]) await write(topic, value);
  const { told, latest } = follow(t, { kafka: own, topic });
  await eventually("all is read", async () => told.includes("read") || undefined);
  await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: "2" }] });
  await write(topic, "d");
  await eventually("the next", async () => told.includes("+d") || undefined);
  // Only what comes next matters to a reader at the end; one that starts later begins behind what is gone.
  assert.equal(told.filter(each => each === "begin").length, 1);
  const later = follow(t, { kafka: own, topic });
  await eventually("all is read", async () => later.told.includes("read") || undefined);
  assert.deepEqual(later.told, ["begin", "c", "d", "read"]);
  assert.equal(latest().at(-1), "+d");
});

/** A broker that has never had a group loads what it knows of them first. */
async function countOf(members: GroupMembers, group: string): Promise<number | undefined> {
  return await members.count(group).catch(() => undefined);
}

test("readers and lookers leave no group behind, and any number of them see every record", async t => {
  const topic = await newTopic();
  const groups = async () => (await admin.listGroups()).groups.map(({ groupId }) => groupId).sort();
  const earlier = new Set(await groups());
  const feeds = [1, 2, 3].map(() => follow(t, { kafka: own, topic }));
  const tail = new TopicTail(own, topic);
  t.after(() => tail.close());
  const members = new GroupMembers(own);
  t.after(() => members.close());
  await write(topic, "a");
  for (const { told } of feeds)
    await eventually("it is seen", async () => told.some(each => each.endsWith("a")) || undefined);
  await tail.look(10);
  await eventually("a coordinator", () => countOf(members, topic));
  const news = (await groups()).filter(each => !earlier.has(each));
  // Other tests' groups come and go meanwhile.
  assert.ok(!news.some(each => each.includes(topic) || each.includes("feed")), String(news));
});

test("the members of a group are counted, those that left not; a group that never was has none", async t => {
  const topic = await newTopic();
  const groupId = newName();
  const members = new GroupMembers(own);
  t.after(() => members.close());
  assert.equal(await eventually("a coordinator", () => countOf(members, groupId)), 0);
  const consumers = [0, 1].map(() => client().consumer({ groupId, heartbeatInterval: 200 }));
  const join = async (consumer: (typeof consumers)[number]) => {
    await consumer.connect();
    await consumer.subscribe({ topics: [topic] });
    await consumer.run({ eachMessage: async () => undefined });
  };
  await Promise.all(consumers.map(join));
  const becomes = (count: number) =>
    eventually(`${count} members`, async () => ((await members.count(groupId)) === count ? true : undefined));
  await becomes(2);
  await consumers[0]!.disconnect();
  await becomes(1);
  await consumers[1]!.disconnect();
  await becomes(0);
});

test("a look at the end of a topic tells what is new there: the last records, each once, of every partition", async t => {
  const topic = await newTopic();
  const tail = new TopicTail(own, topic);
  t.after(() => tail.close());
  // A broker that has just made the topic may not lead it yet.
  const first = await eventually("a look", () => tail.look(2).catch(() => undefined));
  assert.equal(first.length, 0);
  for (const value of ["a", "b", "c", "d"]) await write(topic, value);
  await write(topic, null, NOW, 1);
  const look = async () =>
    [...(await tail.look(2))].map(({ partition, value }) => `${partition}${value && Buffer.from(value)}`);
  assert.deepEqual((await look()).sort(), ["0c", "0d", "1null"]);
  assert.deepEqual(await look(), []);
  await write(topic, "e");
  assert.deepEqual(await look(), ["0e"]);
  await admin.deleteTopics({ topics: [topic] });
  await eventually("it is gone", () =>
    tail.look(2).then(
      () => undefined,
      () => true,
    ),
  );
  await createTopics(admin, { topic, numPartitions: PARTITIONS });
  await write(topic, "new");
  await eventually("it is there again", async () => {
    const seen: readonly string[] = await look().catch(() => []);
    return seen.includes("0new") || undefined;
  });
});
