import assert from "node:assert/strict";
import { test } from "node:test";
import { type Condition, findMissing } from "../../services/dashboard/src/readiness.ts";

const NOW = 1_713_277_200_000;
const WELL: Condition = {
  isEnding: false,
  brokers: ["a:1", "b:2"],
  isRead: true,
  share: 1,
  trouble: undefined,
  answeredAt: NOW - 200,
  now: NOW,
};
const AWAY = { since: NOW - 20_000, said: "Closed connection", kind: "away" } as const;

test("nothing is missing once the history is read, nor for half a minute without the broker", () => {
  assert.deepEqual(findMissing(WELL), []);
  assert.deepEqual(findMissing({ ...WELL, trouble: AWAY, answeredAt: NOW - 20_000 }), []);
  assert.deepEqual(findMissing({ ...WELL, trouble: AWAY, answeredAt: NOW - 31_000 }), ["Closed connection"]);
});

test("what is missing at the start is said: how much is read, which broker, what it said", () => {
  assert.deepEqual(findMissing({ ...WELL, isRead: false, share: 0.429 }), [
    "the history is not read yet: 42 %",
  ]);
  const start = { ...WELL, isRead: false, share: 0, answeredAt: undefined };
  assert.deepEqual(findMissing(start), [
    "the history is not read yet: 0 %",
    "Kafka at a:1, b:2 has not answered yet",
  ]);
  assert.equal(findMissing({ ...start, trouble: AWAY }).at(-1), "Closed connection");
  const trouble = { since: NOW, said: "there is no topic f yet", kind: "missing" } as const;
  assert.deepEqual(findMissing({ ...start, trouble }), [
    "the history is not read yet: 0 %",
    "there is no topic f yet",
  ]);
});

test("whoever is shutting down says that and nothing else", () => {
  assert.deepEqual(findMissing({ ...WELL, isEnding: true, isRead: false, trouble: AWAY }), ["shutting down"]);
});
