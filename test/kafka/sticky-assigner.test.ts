import assert from "node:assert/strict";
import { describe, type TestContext, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { type Assigner, AssignerProtocol, type Consumer, type Kafka } from "kafkajs";
import { stickyAssigner } from "../../packages/kafka/src/sticky-assigner.ts";
import { createTopics } from "../new-topics.ts";
import { setup } from "./setup.ts";

const { MemberAssignment, MemberMetadata } = AssignerProtocol;

const bytes = fc.uint8Array({ maxLength: 40 }).map(data => Buffer.from(data));

/** An assigner as kafkajs makes it, in a cluster with these topics. */
function assigner(topics: Record<string, number>, held: ReadonlyMap<number, number> = new Map()): Assigner {
  const findTopicPartitionMetadata = (topic: string) =>
    Array.from({ length: topics[topic] ?? 0 }, (_, partitionId) => ({ partitionId }));
  return stickyAssigner(() => held)({ cluster: { findTopicPartitionMetadata } });
}

/** What a member that holds `partitions` sends when it joins. */
function joins(memberId: string, partitions: readonly number[], topics = ["t"], since = 1_713_277_200_000) {
  const held = new Map(partitions.map(partition => [partition, since]));
  return { memberId, memberMetadata: assigner({}, held).protocol({ topics }).metadata };
}

async function assigned(
  topics: Record<string, number>,
  members: { memberId: string; memberMetadata: Buffer }[],
) {
  const answer = await assigner(topics).assign({ members, topics: Object.keys(topics) });
  return new Map(
    answer.map(({ memberId, memberAssignment }) => [
      memberId,
      MemberAssignment.decode(memberAssignment)?.assignment,
    ]),
  );
}

describe("sticky assigner", () => {
  test("what members say they hold is what they keep", async () => {
    const owned = await assigned({ t: 7 }, [joins("a", [1, 4]), joins("b", [0, 6]), joins("c", [2, 3, 5])]);
    assert.deepEqual(owned.get("c"), { t: [2, 3, 5] });
    assert.deepEqual(owned.get("b"), { t: [0, 6] });
    assert.deepEqual(owned.get("a"), { t: [1, 4] });
  });

  test("what is held is asked at every join", () => {
    const held = new Map<number, number>();
    const joining = assigner({}, held);
    const before = joining.protocol({ topics: ["t"] }).metadata;
    held.set(3, 1);
    assert.notDeepEqual(joining.protocol({ topics: ["t"] }).metadata, before);
    held.delete(3);
    assert.deepEqual(joining.protocol({ topics: ["t"] }).metadata, before);
  });

  test("a member that was paused and still claims what it has lost does not get it back", async () => {
    const [then, now] = [1_713_277_200_000, 1_713_277_200_001];
    const owned = await assigned({ t: 4 }, [
      joins("a", [0, 1], ["t"], then),
      joins("b", [1, 2], ["t"], now),
      joins("c", [], ["t"], now),
    ]);
    assert.deepEqual(owned.get("b"), { t: [1, 2] });
  });

  test("a partition goes to the same member in every topic that has it", async () => {
    const topics = ["t", "u", "v"];
    const owned = await assigned({ t: 4, u: 4, v: 3 }, [joins("a", [3, 0], topics), joins("b", [], topics)]);
    assert.deepEqual(owned.get("a"), { t: [0, 3], u: [0, 3], v: [0] });
    assert.deepEqual(owned.get("b"), { t: [1, 2], u: [1, 2], v: [1, 2] });
  });

  test("members that get nothing are told so", async () => {
    const owned = await assigned({ t: 1 }, [joins("a", []), joins("b", [0])]);
    assert.deepEqual(owned.get("a"), { t: [] });
  });

  test("claims that cannot be read count as holding nothing and disturb nobody else's", async () => {
    const oneClaim = (since: number) => {
      const data = Buffer.concat([Buffer.of(1), Buffer.alloc(12)]);
      data.writeDoubleBE(since, 5);
      return data;
    };
    const isReadable = (data: Buffer) => data[0] === 1 && (data.length - 1) % 12 === 0;
    const userData = fc.oneof(
      fc.constantFrom(Buffer.alloc(0), Buffer.of(1), oneClaim(Number.NaN), oneClaim(9e12).subarray(0, 12)),
      fc.constant(Buffer.of(2, ...oneClaim(9e12).subarray(1))),
      bytes.filter(data => !isReadable(data)),
    );
    const framed = userData.map(data => MemberMetadata.encode({ version: 0, topics: ["t"], userData: data }));
    const withoutUserData = Buffer.from("0000 00000001 0001 74 ffffffff".replaceAll(" ", ""), "hex");
    await fc.assert(
      fc.asyncProperty(fc.oneof(framed, bytes, fc.constant(withoutUserData)), async memberMetadata => {
        const owned = await assigned({ t: 2 }, [{ memberId: "a", memberMetadata }, joins("b", [0])]);
        assert.deepEqual(owned.get("b"), { t: [0] });
        assert.deepEqual(owned.get("a"), { t: [1] });
      }),
    );
  });
});

/** A member of a real group, and what kafkajs last told it to own. */
interface Live {
  readonly consumer: Consumer;
  owned: readonly number[];
}

/** A group on a topic of its own, driven one step at a time. */
async function group(t: TestContext, partitions: number) {
  const { kafka, prefix: groupId } = setup();
  const topic = `${groupId}.shared`;
  const admin = kafka.admin();
  await admin.connect();
  await createTopics(admin, { topic, numPartitions: partitions });
  const live: Live[] = [];
  t.after(() => Promise.all([admin.disconnect(), ...live.map(({ consumer }) => consumer.disconnect())]));

  /** What everybody owns, once all have heard what the broker holds to be the group's assignment. */
  const settle = async (): Promise<number[][]> => {
    for (;;) {
      t.signal.throwIfAborted();
      const { groups } = await admin.describeGroups([groupId]);
      const told = groups[0]!.members.map(({ memberAssignment }) =>
        partitionsOf(MemberAssignment.decode(memberAssignment)?.assignment[topic]),
      );
      const heard = live.map(({ owned }) => owned);
      if (
        groups[0]!.state === "Stable" &&
        isDeepStrictEqual(told.map(String).sort(), heard.map(String).sort())
      )
        return heard.map(owned => [...owned]);
      await sleep(50);
    }
  };
  return {
    kafka,
    groupId,
    topic,
    join: async () => {
      const member = await join(kafka, groupId, topic);
      live.push(member);
      return await settle();
    },
    leave: async (index: number) => {
      const [left] = live.splice(index, 1);
      await left?.consumer.disconnect();
      return await settle();
    },
  };
}

const partitionsOf = (partitions: readonly number[] = []) => [...partitions].sort((a, b) => a - b);

async function join(kafka: Kafka, groupId: string, topic: string): Promise<Live> {
  const since = new Map<number, number>();
  const consumer = kafka.consumer({
    groupId,
    partitionAssigners: [stickyAssigner(() => since)],
    heartbeatInterval: 100,
    maxWaitTimeInMs: 100,
  });
  const member: Live = { consumer, owned: [] };
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    member.owned = partitionsOf(payload.memberAssignment[topic]);
    for (const partition of since.keys()) if (!member.owned.includes(partition)) since.delete(partition);
    for (const partition of member.owned) if (!since.has(partition)) since.set(partition, Date.now());
  });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({ autoCommit: false, eachBatch: async () => undefined });
  return member;
}

function assertShared(owned: readonly number[][], partitions: number): void {
  const all = Array.from({ length: partitions }, (_, partition) => partition);
  assert.deepEqual(partitionsOf(owned.flat()), all);
  const counts = owned.map(({ length }) => length);
  assert.ok(Math.max(...counts) - Math.min(...counts) <= 1, `uneven: ${counts}`);
}

/** `more` has, member by member, everything that `less` has. */
function assertKept(less: readonly number[][], more: readonly number[][]): void {
  for (const [index, owned] of less.entries())
    assert.deepEqual(
      owned.filter(partition => !more[index]?.includes(partition)),
      [],
    );
}

describe("a group on a broker", () => {
  test("members join, leave and join again, and no partition moves that need not", async t => {
    const { join, leave } = await group(t, 12);
    const one = await join();
    const two = await join();
    const three = await join();
    // Those who were there only give, so the newcomer has got all that moved.
    assertKept(two.slice(0, 1), one);
    assertKept(three.slice(0, 2), two);
    const left = await leave(1);
    assertKept([three[0]!, three[2]!], left);
    const again = await join();
    assertKept(again.slice(0, 2), left);
    for (const owned of [one, two, three, left, again]) assertShared(owned, 12);
  });

  test("a member too many waits with nothing and takes over what a leaver had", async t => {
    const { join, leave } = await group(t, 3);
    await join();
    await join();
    const three = await join();
    const four = await join();
    assert.deepEqual(four, [...three, []]);
    assertShared(four, 3);
    assert.deepEqual(await leave(0), [three[1], three[2], three[0]]);
  });

  test("a member with another assigner is refused", async t => {
    const { kafka, groupId, topic, join } = await group(t, 2);
    await join();
    const other = kafka.consumer({ groupId });
    t.after(() => other.disconnect());
    const crash = new Promise<Error>(resolve =>
      other.on(other.events.CRASH, ({ payload }) => resolve(payload.error)),
    );
    await other.connect();
    await other.subscribe({ topics: [topic] });
    await other.run({ eachMessage: async () => undefined });
    assert.match((await crash).message, /protocols are incompatible/);
  });
});
