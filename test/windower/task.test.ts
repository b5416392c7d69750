import assert from "node:assert/strict";
import { test } from "node:test";
import { type Commit, type LogRecord, Records } from "@market/log";
import { Task, type TaskOptions } from "@market/windower";
import { decodeTick, encodeTick } from "@market/wire";
import { tumbling } from "../model/define.ts";

const definition = tumbling("1m", 60_000);
const OPTIONS: TaskOptions = {
  group: "g",
  topic: "ticks",
  partition: 1,
  partitionOf: ticker => (ticker.startsWith("OTHER") ? 2 : 1),
  format: "json",
  windowing: { definitions: [definition], waitMs: 10_000, maxFutureMs: 60_000 },
};
const T = Date.UTC(2024, 3, 16, 14, 20);

function tick(offset: number, ticker: string, time: number, receivedTime = time): LogRecord {
  const value = encodeTick({ ...decodeTick(MINIMAL)!, ticker, time, received_time: receivedTime, price: 10 });
  return { offset, timestamp: receivedTime, key: Buffer.from(ticker), value, headers: {} };
}

/** Protobuf of a tick with ticker A, time 1, received_time 1 and price 1. */
const MINIMAL = Uint8Array.from([0x0a, 1, 0x41, 0x10, 1, 0x18, 1, 0x21, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f]);

function fold(task: Task, records: readonly LogRecord[]): void {
  for (const _ of task.fold(Records.of(records)));
}

function commit(task: Task): Commit {
  const steps = task.commit(0);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

function clock(offset: number, timestamp: number): LogRecord {
  return { offset, timestamp, key: null, value: null, headers: {} };
}

function checkpointRecords(task: Task): LogRecord[] {
  return commit(task).checkpoint.map((record, offset) => ({
    offset,
    timestamp: record.timestamp,
    key: null,
    value: record.value,
    headers: record.headers ?? {},
  }));
}

test("what cannot be used is a dead letter with its reason and place, once", () => {
  const good = tick(9, "A", T);
  const records: LogRecord[] = [
    { ...tick(0, "A", T), value: Buffer.from("garbage") },
    { ...tick(1, "A", T), key: Buffer.from("B") },
    { ...tick(2, "A", T), key: null },
    tick(3, "OTHER", T),
    { ...clock(4, T), key: Buffer.from("A") },
    { ...clock(5, T), key: Buffer.from("A"), headers: { "gap-from": "yesterday" } },
    tick(6, "A", T + 3_600_000, T),
    good,
  ];
  const task = new Task(OPTIONS, []);
  fold(task, records);
  const { deadLetters } = commit(task);
  assert.deepEqual(
    deadLetters.map(({ headers }) => [headers?.reason, headers?.offset, headers?.origin]),
    ["undecodable", "key", "key", "partition", "gap", "gap", "future"].map((reason, offset) => [
      reason,
      String(offset),
      "windower ticks[1]",
    ]),
  );
  assert.equal(commit(task).deadLetters.length, 0);
});

test("a dead letter holds at most 64 KiB of the original", () => {
  const task = new Task(OPTIONS, []);
  fold(task, [{ ...tick(0, "A", T), value: Buffer.alloc(1_048_576, 0xff) }]);
  assert.equal(commit(task).deadLetters[0]?.value?.length, 65_536);
});

test("a late tick says how late it was and for which window, and is the tick it was", () => {
  const task = new Task(OPTIONS, []);
  const late = tick(3, "A", T + 5_000, T + 80_000);
  fold(task, [tick(0, "A", T), tick(1, "A", T + 75_000), clock(2, T + 80_000), late]);
  const { lateTicks, features } = commit(task);
  assert.equal(features.length, 1);
  assert.equal(lateTicks.length, 1);
  assert.deepEqual(lateTicks[0]?.headers, {
    "late-ms": String(80_000 - 10_000 - 5_000),
    window: "1m",
    "window-start": String(T),
    offset: "3",
  });
  assert.deepEqual(Buffer.from(lateTicks[0]!.value!), Buffer.from(late.value!));
  assert.equal(lateTicks[0]?.timestamp, late.timestamp);
});

test("a task started from a checkpoint repeats nothing and goes on with what was open", () => {
  const records = [
    tick(0, "A", T),
    { ...tick(1, "A", T), value: Buffer.from("x") },
    tick(2, "A", T + 30_000),
  ];
  const first = new Task(OPTIONS, []);
  fold(first, records);
  const second = new Task(OPTIONS, checkpointRecords(first));
  assert.equal(second.startOffset, 0);
  fold(second, [...records, clock(3, T + 100_000)]);
  const { features, deadLetters, lowWater } = commit(second);
  assert.equal(deadLetters.length, 0);
  assert.equal(features.length, 1);
  assert.equal(JSON.parse(String(features[0]!.value)).ticks, 2);
  assert.equal(lowWater, 4);
});

test("a checkpoint of another group or topic is refused, and the message says what to do", () => {
  const task = new Task(OPTIONS, []);
  fold(task, [tick(0, "A", T)]);
  const records = checkpointRecords(task);
  assert.throws(
    () => new Task({ ...OPTIONS, group: "other" }, records),
    /group g on ticks, expected other on ticks.*CHECKPOINTS_TOPIC/,
  );
  assert.throws(() => new Task({ ...OPTIONS, topic: "other" }, records), /CHECKPOINTS_TOPIC/);
});

test("where ticks were deleted before they were folded, the windows they belong to are flagged", () => {
  const first = new Task(OPTIONS, []);
  fold(first, [tick(0, "A", T), tick(1, "A", T + 30_000)]);
  const second = new Task(OPTIONS, checkpointRecords(first));
  second.missRecords();
  fold(second, [tick(1, "A", T + 30_000), tick(2, "A", T + 61_000), clock(3, T + 200_000)]);
  const features = commit(second).features.map(({ value }) => JSON.parse(String(value)));
  assert.deepEqual(
    features.map(each => [each.ticks, each.gap]),
    [
      [1, true],
      [1, true],
    ],
  );
});

test("windows that are no longer configured are named, and the others go on", () => {
  const second = tumbling("2m", 120_000);
  const windowing = { ...OPTIONS.windowing, definitions: [definition, second] };
  const first = new Task({ ...OPTIONS, windowing }, []);
  const records = [tick(0, "A", T), tick(1, "A", T + 30_000)];
  fold(first, records);
  const task = new Task(OPTIONS, checkpointRecords(first));
  assert.deepEqual(task.removed, ["2m"]);
  fold(task, [...records, clock(2, T + 300_000)]);
  const windows = commit(task).features.map(({ headers }) => headers?.window);
  assert.deepEqual(windows, ["1m"]);
});
