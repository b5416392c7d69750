import assert from "node:assert/strict";
import { connect } from "node:net";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { KafkaTickSink, TickGroup } from "@market/kafka";
import { systemClock } from "@market/runtime";
import { Kafka, logLevel } from "kafkajs";
import { createCluster } from "../../packages/kafka/src/cluster.ts";
import { eventually } from "../e2e/eventually.ts";
import { brokers, client } from "../e2e/topic.ts";
import { log } from "./setup.ts";
import { Member, MemberProcess, numbers, openTopic } from "./shard-group-members.ts";

const ALL = [0, 1, 2, 3];

/** Waits until they own everything between them, `share` partitions each. */
async function settled(share: number, ...members: { readonly owned: readonly number[] }[]): Promise<void> {
  await eventually(`${members.length} members with ${share} partitions each`, async () => {
    const owned = members.flatMap(member => member.owned).sort((a, b) => a - b);
    const isEven = members.every(member => member.owned.length === share);
    return isEven && String(owned) === String(ALL) ? owned : undefined;
  });
}

async function membersOf(group: string): Promise<string[]> {
  const admin = client().admin();
  await admin.connect();
  const { groups } = await admin.describeGroups([group]);
  await admin.disconnect();
  return groups[0]!.members.map(({ memberId }) => memberId);
}

test("a single member owns every partition and is certain of it", async t => {
  const { kafka, topic } = await openTopic(ALL.length);
  const one = new Member(t, kafka, topic);
  assert.equal(one.group.hasJoined, false);
  assert.equal(one.group.isCertain, false);
  await settled(4, one);
  assert.equal(one.group.isCertain, true);
  assert.deepEqual(
    one.told.map(({ owned, gained, lost }) => [owned, gained, lost].map(numbers)),
    [[ALL, ALL, []]],
  );
  await one.leave();
  assert.equal(one.group.isCertain, false);
});

test("a second member takes its share, and what the first keeps it keeps without a break", async t => {
  const { kafka, topic } = await openTopic(ALL.length);
  const one = new Member(t, kafka, topic);
  await settled(4, one);
  const two = new Member(t, kafka, topic);
  await settled(2, one, two);
  const [, shared] = one.told;
  assert.deepEqual(numbers(shared!.gained), []);
  assert.deepEqual(numbers(shared!.lost), two.owned);
  assert.deepEqual(numbers(two.told.at(-1)!.gained), two.owned);

  await two.leave();
  assert.equal((await membersOf(topic)).length, 1);
  await settled(4, one);
  assert.deepEqual(numbers(one.told.at(-1)!.lost), []);
  assert.deepEqual(numbers(one.told.at(-1)!.gained), numbers(shared!.lost));
});

test("of more members than partitions one stands by and takes over", async t => {
  const { kafka, topic } = await openTopic(1);
  const one = new Member(t, kafka, topic);
  await eventually("an owner", async () => one.owned[0]);
  const two = new Member(t, kafka, topic);
  await eventually("a stand-by", async () => two.told[0]);
  assert.deepEqual([one.owned, two.owned], [[0], []]);
  assert.equal(two.group.hasJoined, true);
  await one.leave();
  await eventually("the stand-by owns", async () => two.owned[0]);
});

test("a member that is killed is missed after the session timeout, and its partitions are taken", async t => {
  const { kafka, topic } = await openTopic(ALL.length);
  const one = new Member(t, kafka, topic);
  const two = new MemberProcess(t, topic);
  await settled(2, one, two);
  two.signal("SIGKILL");
  await settled(4, one);
  assert.deepEqual(numbers(one.told.at(-1)!.lost), []);
});

test("a member that was stopped longer than the session is not certain when it wakes, and keeps nothing", async t => {
  const { kafka, topic } = await openTopic(ALL.length);
  const sleeper = new MemberProcess(t, topic);
  await settled(4, sleeper);
  const other = new Member(t, kafka, topic);
  await settled(2, sleeper, other);
  const had = sleeper.owned;
  sleeper.signal("SIGSTOP");
  await settled(4, other);
  // The lines of before may still be in the pipe.
  await sleep(100);
  sleeper.lines.splice(0);
  sleeper.signal("SIGCONT");
  const lost = await eventually("it has joined again", async () =>
    sleeper.lines.find(line => line.lost.length > 0),
  );
  const asleep = sleeper.lines.slice(0, sleeper.lines.indexOf(lost));
  assert.ok(asleep.length > 0 && asleep.every(({ isCertain }) => !isCertain));
  assert.deepEqual(lost.lost.toSorted(), had);
  assert.deepEqual(lost.gained.toSorted(), lost.owned.toSorted());
  await settled(2, sleeper, other);
});

test("a member that was expelled joins again and keeps nothing, though nobody else is there", async t => {
  const { kafka, topic } = await openTopic(ALL.length);
  const one = new Member(t, kafka, topic);
  await settled(4, one);
  const [memberId] = await membersOf(topic);
  const cluster = createCluster(kafka);
  await cluster.connect();
  t.after(() => cluster.disconnect());
  await cluster.addTargetTopic(topic);
  const coordinator = await cluster.findGroupCoordinator({ groupId: topic });
  await coordinator.leaveGroup({ groupId: topic, memberId });
  const again = await eventually("it has joined again", async () => one.told[1]);
  assert.deepEqual([again.lost, again.gained, again.owned].map(numbers), [ALL, ALL, ALL]);
  assert.notDeepEqual(await membersOf(topic), [memberId]);
});

test("nothing of the topic is fetched and no offset committed", async t => {
  const { kafka, topic } = await openTopic(ALL.length);
  const sink = new KafkaTickSink({
    kafka,
    ticksTopic: topic,
    deadLettersTopic: topic,
    partitions: ALL.length,
    log,
  });
  const value = Buffer.alloc(10_000);
  const ticks = Array.from({ length: 100 }, (_, n) => ({
    key: "k",
    value,
    timestamp: Date.now(),
    partition: n % 4,
  }));
  await sink.publish(ticks, []);
  await sink.close();
  let received = 0;
  const counting = new Kafka({
    brokers: brokers().split(","),
    logLevel: logLevel.NOTHING,
    socketFactory: ({ host, port, onConnect }) =>
      connect(port, host, onConnect).on("data", data => {
        received += data.length;
      }),
  });
  const one = new Member(t, counting, topic);
  await settled(4, one);
  await sleep(3_000);
  assert.ok(received > 0 && received < 50_000, `${received} bytes`);
  const admin = client().admin();
  await admin.connect();
  t.after(() => admin.disconnect());
  const [offsets] = await admin.fetchOffsets({ groupId: topic, topics: [topic] });
  assert.deepEqual(new Set(offsets!.partitions.map(({ offset }) => offset)), new Set(["-1"]));
});

test("a windower that was given the ingestors' group is refused, and takes no partition from them", async t => {
  const { kafka, topic } = await openTopic(ALL.length);
  const one = new Member(t, kafka, topic);
  await settled(4, one);
  const topics = { ticks: topic, features: topic, lateTicks: topic, deadLetters: topic, checkpoints: topic };
  const onAssigned = async () => assert.fail("it got a partition");
  const windower = new TickGroup({ kafka, topics, group: topic, log, clock: systemClock, onAssigned });
  await assert.rejects(windower.run(new AbortController().signal), /protocol/i);
  assert.deepEqual([one.owned, one.told.length], [ALL, 1]);
});

test("ingestors that were given the windowers' group are refused", async t => {
  const { kafka, topic } = await openTopic(ALL.length);
  const consumer = client().consumer({ groupId: topic });
  await consumer.connect();
  t.after(() => consumer.disconnect());
  await consumer.subscribe({ topics: [topic] });
  const joined = new Promise(resolve => consumer.on(consumer.events.GROUP_JOIN, resolve));
  await consumer.run({ eachMessage: async () => undefined });
  await joined;
  await assert.rejects(new Member(t, kafka, topic).ended, /protocol/i);
});

test("what the owner throws ends its membership with that error", async t => {
  const { kafka, topic } = await openTopic(1);
  const one = new Member(t, kafka, topic);
  one.told.push = () => {
    throw new Error("no room");
  };
  await assert.rejects(one.ended, /no room/);
});
