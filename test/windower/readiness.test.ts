import assert from "node:assert/strict";
import { test } from "node:test";
import { findMissing as findMissingOfIngestor } from "../../services/ingestor/src/readiness.ts";
import { type Condition, findMissing } from "../../services/windower/src/readiness.ts";

const GOOD: Condition = {
  isEnding: false,
  brokers: ["kafka-1:9092", "kafka-2:9092"],
  hasTopics: true,
  schemas: [],
  hasJoined: true,
  isCertain: true,
  recovering: [],
  clockAheadMs: 0,
};

test("a windower is ready when nothing is missing, also with an ingestor's clock that is a little ahead", () => {
  assert.deepEqual(findMissing(GOOD), []);
  assert.deepEqual(findMissing({ ...GOOD, clockAheadMs: 5_000 }), []);
});

test("a windower says each thing that is missing", () => {
  const starting = { ...GOOD, hasTopics: false, hasJoined: false, isCertain: false };
  assert.deepEqual(findMissing(starting), [
    "Kafka at kafka-1:9092, kafka-2:9092 has not answered for the topics yet",
    "not in the consumer group yet",
  ]);
  assert.deepEqual(findMissing({ ...GOOD, schemas: ["no schema"], hasJoined: false }), [
    "no schema",
    "not in the consumer group yet",
  ]);
  assert.deepEqual(findMissing({ ...GOOD, isCertain: false, recovering: [3, 7] }), [
    "the consumer group has not answered lately: Kafka is away, or it rebalances",
    "partition 3 is recovering",
    "partition 7 is recovering",
  ]);
  assert.deepEqual(findMissing({ ...GOOD, clockAheadMs: 7_300 }), [
    "the ingestor's clock is 7.3 s ahead of ours: set both by NTP, or windows close early",
  ]);
});

test("a service that is shutting down is not ready, and says nothing else", () => {
  const ending = { ...GOOD, isEnding: true, recovering: [1] };
  assert.deepEqual(findMissing(ending), ["shutting down"]);
  assert.deepEqual(findMissingOfIngestor({ ...ending, feed: ["no feed"] }), ["shutting down"]);
});

test("an ingestor says what is missing of the log, then of the feed", () => {
  const good = { ...GOOD, feed: [] };
  assert.deepEqual(findMissingOfIngestor(good), []);
  assert.deepEqual(
    findMissingOfIngestor({ ...good, isCertain: false, feed: ["1 of 2 sockets is not connected"] }),
    [
      "the group has not answered lately, so ticks are held: Kafka is away, or it rebalances",
      "1 of 2 sockets is not connected",
    ],
  );
  assert.deepEqual(findMissingOfIngestor({ ...good, hasTopics: false, hasJoined: false }), [
    "Kafka at kafka-1:9092, kafka-2:9092 has not answered for the topics yet",
    "not in the group that shares the partitions yet",
  ]);
});
