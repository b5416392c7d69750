import assert from "node:assert/strict";
import { test } from "node:test";
import { type LogRecord, Records } from "@market/log";
import { Task, WindowerMetrics } from "@market/windower";
import { decodeTick, encodeTick } from "@market/wire";
import { tumbling } from "../model/define.ts";

const T = Date.UTC(2024, 3, 16, 14, 20);
const WAIT_MS = 10_000;
const MINIMAL = Uint8Array.from([0x0a, 1, 0x41, 0x10, 1, 0x18, 1, 0x21, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f]);

const clock = (offset: number, timestamp: number): LogRecord => ({
  offset,
  timestamp,
  key: null,
  value: null,
  headers: {},
});

function tick(offset: number, time: number): LogRecord {
  const value = encodeTick({ ...decodeTick(MINIMAL)!, time, received_time: time, price: 10 });
  return { ...clock(offset, time), key: Buffer.from("A"), value };
}

/** Metrics at a time that is told, and tasks of partitions whose log ends where it is told. */
function setUp() {
  let now = T;
  const metrics = new WindowerMetrics(() => now);
  const live = (partition: number, checkpoint: readonly LogRecord[] = []) => {
    const log = { end: undefined as number | undefined };
    const windowing = { definitions: [tumbling("1m", 60_000)], waitMs: WAIT_MS, maxFutureMs: 60_000 };
    const options = {
      group: "g",
      topic: "t",
      partition,
      partitionOf: () => partition,
      format: "json" as const,
    };
    const task = new Task({ ...options, windowing }, checkpoint);
    metrics.taskLive(partition, task, log as Parameters<WindowerMetrics["taskLive"]>[2]);
    const folding = (...records: LogRecord[]) => {
      for (const _ of task.fold(Records.of(records)));
      metrics.add(partition, task);
    };
    return { task, log, folding };
  };
  /** The samples of one metric by their labels as they are printed. */
  const samples = async (name: string) => {
    const text = await metrics.registry.metrics();
    const found = text.matchAll(new RegExp(`^windower_${name}(?:\\{(.*)\\})? (.+)$`, "gm"));
    return Object.fromEntries([...found].map(([, labels, value]) => [labels ?? "", Number(value)]));
  };
  const at = (time: number) => {
    now = time;
  };
  return { metrics, live, samples, at };
}

/** Returns the checkpoint as the log would. */
function commit(task: Task): LogRecord[] {
  const steps = task.commit(0);
  for (;;) {
    const { done, value } = steps.next();
    if (!done) continue;
    return value.checkpoint.map(({ timestamp, value: bytes, headers = {} }, offset) => ({
      ...clock(offset, timestamp),
      value: bytes,
      headers,
    }));
  }
}

test("lag is the distance from the position to the end of the log, of the partitions whose end is known", async () => {
  const { live, samples } = setUp();
  const { log, folding } = live(3);
  live(4);
  log.end = 10;
  assert.deepEqual(await samples("lag_records"), { 'partition="3"': 10 });
  folding(tick(0, T), tick(1, T));
  assert.deepEqual(await samples("lag_records"), { 'partition="3"': 8 });
  assert.deepEqual(await samples("position"), { 'partition="3"': 2, 'partition="4"': 0 });
  log.end = 1;
  assert.deepEqual(await samples("lag_records"), { 'partition="3"': 0 });
});

test("the watermark's delay is WAIT and the age of the latest record, and grows while no record comes", async () => {
  const { live, samples, at } = setUp();
  const { folding } = live(0);
  assert.deepEqual(await samples("watermark_delay_seconds"), {});
  folding(tick(0, T - 300), clock(1, T - 200));
  assert.deepEqual(await samples("watermark_delay_seconds"), { 'partition="0"': 10.2 });
  at(T + 60_000);
  assert.deepEqual(await samples("watermark_delay_seconds"), { 'partition="0"': 70.2 });
});

test("the watermark's delay of a task that starts again is that of its checkpoint, also while it reads the past", async () => {
  const { live, samples, at } = setUp();
  const records = [tick(0, T), tick(1, T + 5_000), clock(2, T + 20_000)];
  const first = live(0);
  first.folding(...records);
  const { folding } = live(0, commit(first.task));
  at(T + 30_000);
  const delay = { 'partition="0"': 20 };
  assert.deepEqual(await samples("watermark_delay_seconds"), delay);
  folding(...records.slice(0, 2));
  assert.deepEqual(await samples("watermark_delay_seconds"), delay);
  folding(clock(3, T + 29_000));
  assert.deepEqual(await samples("watermark_delay_seconds"), { 'partition="0"': 11 });
});

test("due to visible is counted from the first record that made a window due until its commit, once a commit", async () => {
  const { metrics, live, samples, at } = setUp();
  const { task, folding } = live(0);
  const publish = () => {
    const { dueSince } = task;
    commit(task);
    metrics.committed(0, task, { tookMs: 40, dueSince });
  };
  folding(tick(0, T), tick(1, T + 60_000));
  publish();
  assert.deepEqual(await samples("due_to_visible_seconds_count"), { "": 0 });
  folding(clock(2, T + 70_000), clock(3, T + 75_000), clock(4, T + 130_000));
  at(T + 131_000);
  publish();
  assert.deepEqual(await samples("due_to_visible_seconds_sum"), { "": 61 });
  assert.deepEqual(await samples("due_to_visible_seconds_count"), { "": 1 });
  publish();
  assert.deepEqual(await samples("due_to_visible_seconds_count"), { "": 1 });
  assert.deepEqual(await samples("transaction_seconds_count"), { "": 3 });
  assert.deepEqual(await samples("committed_position"), { 'partition="0"': 5 });
});

test("what is held is summed over the tasks, and gone with them", async () => {
  const { metrics, live, samples } = setUp();
  const first = live(0);
  first.folding(tick(0, T), tick(1, T + 61_000));
  live(1).folding(tick(0, T));
  assert.deepEqual(await samples("tickers"), { "": 2 });
  assert.deepEqual(await samples("ticks_held"), { "": 3 });
  assert.deepEqual(await samples("open_windows"), { "": 3 });
  assert.deepEqual(await samples("bytes_held"), { "": 2 * 8 * 32 });
  metrics.taskEnded(0, first.task);
  assert.deepEqual(await samples("ticks_held"), { "": 1 });
});

test("the tasks of partitions that are owned and not folded are recovering", async () => {
  const { metrics, live, samples } = setUp();
  const { task } = live(2);
  metrics.assigned = () => [1, 2, 5];
  assert.deepEqual(await samples("tasks"), { 'state="live"': 1, 'state="recovering"': 2 });
  assert.deepEqual(metrics.recovering, [1, 5]);
  metrics.taskEnded(2, task);
  assert.deepEqual(await samples("tasks"), { 'state="live"': 0, 'state="recovering"': 3 });
});

test("a task that ends late does not take down the figures of the one that follows it", async () => {
  const { metrics, live, samples } = setUp();
  const { task } = live(0);
  live(0);
  metrics.taskEnded(0, task);
  assert.deepEqual(await samples("position"), { 'partition="0"': 0 });
});

test("the ingestor's clock is ahead by what a record was ahead when it came, while records come", async () => {
  const { metrics, live, samples, at } = setUp();
  const { folding } = live(0);
  live(1).folding(clock(0, T - 500));
  folding(clock(0, T + 7_300));
  at(T + 900);
  assert.equal(metrics.clockAheadMs, 7_300);
  assert.deepEqual(await samples("clock_ahead_seconds"), { "": 7.3 });
  folding(clock(1, T + 900 + 200));
  assert.deepEqual(await samples("clock_ahead_seconds"), { "": 0.2 });
  at(T + 20_000);
  assert.deepEqual(await samples("clock_ahead_seconds"), { "": 0 });
});

test("a reason that has never come up is 0, so that an alert on it can be told from one on nothing", async () => {
  const { samples } = setUp();
  const reasons = ["future", "gap", "key", "partition", "undecodable"];
  assert.deepEqual(
    Object.entries(await samples("dead_letters_total")).sort(),
    reasons.map(reason => [`reason="${reason}"`, 0]),
  );
  assert.equal((await samples("records_total"))['result="folded"'], 0);
});
