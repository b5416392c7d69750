import assert from "node:assert/strict";
import { test } from "node:test";
import type { FollowedTopic, TopicRecord } from "@market/kafka";
import type { Kafka } from "kafkajs";
import { eventually } from "../e2e/eventually.ts";
import { follow, keepingLog } from "./feed.ts";

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

const kafka = undefined as unknown as Kafka;

test("a partition that cannot be decoded keeps none of the others', is not asked for all the time, and is told", async t => {
  const reader = new Fake();
  reader.damaged = 1;
  const { log, said } = keepingLog();
  const { feed, told } = follow(t, { kafka, topic: "t", reader, log });
  await eventually("the other is read", async () => told.includes("read") || undefined);
  assert.deepEqual(told, ["begin", "0:0", "0:1", "read"]);
  assert.equal(feed.trouble?.said, "t[1] cannot be read on from offset 0: its checksum is another");
  assert.equal(feed.share, 1);
  await eventually("more fetches", async () => reader.asked.length > 20 || undefined);
  assert.equal(reader.asked.filter(each => each.includes(1)).length, 1);
  assert.equal(said.length, 1);
});

for (const type of ["OFFSET_OUT_OF_RANGE", "UNKNOWN_TOPIC_OR_PARTITION"])
  test(`after ${type} all is read anew, and what was handed out is void`, async t => {
    const reader = new Fake();
    const { feed, told, latest } = follow(t, { kafka, topic: "t", reader });
    await eventually("all is read", async () => told.includes("read") || undefined);
    reader.errors.push(fakeError(type));
    await eventually("all is read anew", async () => told.lastIndexOf("read") > 5 || undefined);
    assert.equal(reader.rewinds, 2);
    assert.deepEqual(latest().toSorted(), ["0:0", "0:1", "1:0", "1:1", "begin", "read"]);
    await eventually("all is well", async () => (feed.trouble === undefined ? true : undefined));
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
  await eventually("it says so", async () => feed.trouble);
  isAllowed = true;
  await eventually("all is read", async () => told.includes("read") || undefined);
});
