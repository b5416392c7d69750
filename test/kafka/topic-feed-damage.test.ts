import assert from "node:assert/strict";
import { test } from "node:test";
import { type FollowedTopic, PartitionsChanged, type TopicRecord } from "@market/kafka";
import { systemClock } from "@market/runtime";
import type { Kafka } from "kafkajs";
import { eventually } from "../e2e/eventually.ts";
import { fastClock, follow, keepingLog } from "./feed.ts";

/** A topic of two partitions as a test wants it to answer. */
class Fake implements FollowedTopic {
  readonly partitions = 2;
  readonly lag = 0;
  readonly asked: number[][] = [];
  rewinds = 0;
  ends = [2, 2];
  at = [0, 0];
  /** What the next fetches do in place of answering. */
  errors: Error[] = [];
  damaged: number | undefined;

  get behind(): ReadonlySet<number> {
    return new Set([0, 1].filter(partition => this.at[partition]! < this.ends[partition]!));
  }

  get share(): number {
    return (this.at[0]! + this.at[1]!) / (this.ends[0]! + this.ends[1]!);
  }

  doubts = 0;

  doubt(): void {
    this.doubts++;
  }

  async rewind(): Promise<void> {
    this.rewinds++;
    this.at = [0, 0];
  }

  async follow(_waitMs: number, without: ReadonlySet<number> = new Set()) {
    await new Promise(resolve => setTimeout(resolve, 5));
    const error = this.errors.shift();
    if (error !== undefined) throw error;
    const asked = [0, 1].filter(partition => !without.has(partition));
    this.asked.push(asked);
    const good = asked.filter(partition => partition !== this.damaged);
    const records: TopicRecord[] = good.flatMap(partition => {
      if (this.at[partition]! >= this.ends[partition]!) return [];
      const offset = this.at[partition]!++;
      const value = Buffer.from(`${partition}:${offset}`);
      return [{ partition, offset, timestamp: 0, key: null, value, headers: {} }];
    });
    const damaged = asked.filter(partition => partition === this.damaged);
    return { records, damaged: new Map(damaged.map(each => [each, new Error("its checksum is another")])) };
  }

  nextOf(partition: number): number | undefined {
    return this.at[partition];
  }

  async close(): Promise<void> {}
}

function fakeError(type: string): Error {
  return Object.assign(new Error(type), { name: "KafkaJSProtocolError", type });
}

const UNKNOWN = "UNKNOWN_TOPIC_OR_PARTITION";
const kafka = undefined as unknown as Kafka;

test("a partition that cannot be decoded keeps none of the others', is not asked for all the time, and is told", async t => {
  const reader = new Fake();
  reader.damaged = 1;
  const { log, said } = keepingLog();
  const { feed, told } = follow(t, { kafka, topic: "t", reader, log });
  await eventually("the other is read", async () => told.includes("read") || undefined);
  assert.deepEqual(told, ["begin", "0:0", "0:1", "read"]);
  assert.equal(feed.trouble?.said, "t[1] cannot be read on from offset 0: its checksum is another");
  assert.equal(feed.trouble?.kind, "damaged");
  assert.equal(feed.share, 1);
  await eventually("more fetches", async () => reader.asked.length > 20 || undefined);
  assert.equal(reader.asked.filter(each => each.includes(1)).length, 1);
  assert.equal(said.length, 1);
});

test("after OFFSET_OUT_OF_RANGE all is read anew, and what was handed out is void", async t => {
  const reader = new Fake();
  const { feed, told, latest } = follow(t, { kafka, topic: "t", reader });
  await eventually("all is read", async () => told.includes("read") || undefined);
  reader.errors.push(fakeError("OFFSET_OUT_OF_RANGE"));
  await eventually("all is read anew", async () => told.lastIndexOf("read") > 5 || undefined);
  assert.equal(reader.rewinds, 2);
  assert.deepEqual(latest().toSorted(), ["0:0", "0:1", "1:0", "1:1", "begin", "read"]);
  await eventually("all is well", async () => (feed.trouble === undefined ? true : undefined));
});

test("a topic that a broker does not know for a moment is the same one; one that stays unknown is another one", async t => {
  const reader = new Fake();
  const { feed, told, latest } = follow(t, { kafka, topic: "t", reader, clock: fastClock() });
  await eventually("all is read", async () => told.includes("read") || undefined);
  const unknown = (count: number) => Array.from({ length: count }, () => fakeError(UNKNOWN));
  reader.errors.push(...unknown(2), fakeError("REQUEST_TIMED_OUT"), ...unknown(1));
  const kind = await eventually("it is told", async () => feed.trouble?.kind);
  assert.equal(kind, "away");
  await eventually("all is well", async () => (feed.trouble === undefined ? true : undefined));
  assert.equal(reader.errors.length, 0);
  assert.equal(reader.rewinds, 1);
  assert.equal(told.filter(each => each === "begin").length, 1);

  reader.errors.push(...unknown(20));
  await eventually("it is missing", async () => feed.trouble?.kind === "missing" || undefined);
  assert.equal(feed.trouble?.said, "there is no topic t yet");
  assert.equal(feed.isRead, true, "what was read is shown meanwhile");
  reader.errors.length = 0;
  await eventually("all is read anew", async () => told.lastIndexOf("read") > 5 || undefined);
  assert.deepEqual(latest().toSorted(), ["0:0", "0:1", "1:0", "1:1", "begin", "read"]);
});

test("partitions that are added are asked for each minute, and all is read anew with them", async t => {
  const reader = new Fake();
  let ahead = 0;
  const clock = { ...systemClock, now: () => Date.now() + ahead };
  const { log, said } = keepingLog();
  const { feed, told } = follow(t, { kafka, topic: "t", reader, clock, log });
  await eventually("all is read", async () => told.includes("read") || undefined);
  assert.equal(reader.doubts, 0);
  ahead = 61_000;
  await eventually("it is asked", async () => reader.doubts > 0 || undefined);
  reader.errors.push(new PartitionsChanged("topic t has 3 partitions, and had 2"));
  await eventually("all is read anew", async () => told.lastIndexOf("read") > 5 || undefined);
  assert.equal(reader.doubts, 1);
  assert.equal(feed.trouble, undefined);
  assert.deepEqual(said, ["info: topic t has 3 partitions, and had 2: it is read anew"]);
});

test("a refusal is no answer: since when there was none is known", async t => {
  const reader = new Fake();
  const { feed, told } = follow(t, { kafka, topic: "t", reader });
  await eventually("all is read", async () => told.includes("read") || undefined);
  reader.errors.push(...Array.from({ length: 5 }, () => fakeError("TOPIC_AUTHORIZATION_FAILED")));
  const { kind } = await eventually("it says so", async () => feed.trouble);
  assert.equal(kind, "refused");
  const answeredAt = feed.answeredAt!;
  await eventually("it is refused again", async () => reader.errors.length < 3 || undefined);
  assert.equal(feed.answeredAt, answeredAt);
});

test("after any other error it goes on where it was, and one that lasts is said once", async t => {
  const reader = new Fake();
  const { log, said } = keepingLog();
  reader.errors.push(...["NOT_LEADER_FOR_PARTITION", "", "REQUEST_TIMED_OUT"].map(fakeError));
  const { feed, told } = follow(t, { kafka, topic: "t", reader, log });
  await eventually("all is read", async () => told.includes("read") || undefined);
  assert.equal(reader.rewinds, 1);
  assert.deepEqual(told.toSorted(), ["0:0", "0:1", "1:0", "1:1", "begin", "read"]);
  assert.equal(feed.trouble, undefined);
  assert.deepEqual(said, [
    "warn: the topic cannot be read, trying again: NOT_LEADER_FOR_PARTITION",
    "info: the topic can be read again",
  ]);
});

test("offsets that have no record at the log's end do not keep the history from being read", async t => {
  const reader = new Fake();
  reader.follow = async () => {
    await new Promise(resolve => setTimeout(resolve, 5));
    return { records: [], damaged: new Map() };
  };
  const { told } = follow(t, { kafka, topic: "t", reader });
  await eventually("all is read", async () => told.includes("read") || undefined);
});

test("a login that is refused at the start ends it, an ACL that is missing does not", async t => {
  const refused = new Fake();
  refused.rewind = async () => {
    throw Object.assign(new Error("user x is refused"), { name: "KafkaJSSASLAuthenticationError" });
  };
  await assert.rejects(follow(t, { kafka, topic: "t", reader: refused }).running, /user x is refused/);

  const unseen = new Fake();
  let isAllowed = false;
  unseen.rewind = async () => {
    if (!isAllowed) throw fakeError("TOPIC_AUTHORIZATION_FAILED");
  };
  const { feed, told } = follow(t, { kafka, topic: "t", reader: unseen });
  await feed.answered;
  const trouble = await eventually("it says so", async () => feed.trouble);
  assert.equal(trouble.kind, "refused");
  assert.equal(feed.answeredAt, undefined);
  isAllowed = true;
  await eventually("all is read", async () => told.includes("read") || undefined);
});
