import assert from "node:assert/strict";
import { test } from "node:test";
import { type Commit, MemoryLog, type TaskLog } from "@market/log";
import { createLog, systemClock } from "@market/runtime";
import { runTask, WindowerMetrics } from "@market/windower";
import { decodeTick, encodeTick } from "@market/wire";
import { tumbling } from "../model/define.ts";

const T = Date.UTC(2024, 3, 16, 14, 20);
const MINIMAL = Uint8Array.from([0x0a, 1, 0x41, 0x10, 1, 0x18, 1, 0x21, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f]);

function options() {
  return {
    group: "g",
    topic: "ticks",
    partition: 0,
    partitionOf: () => 0,
    format: "json" as const,
    windowing: {
      definitions: [tumbling("1m", 60_000)],
      waitMs: 1_000,
      maxFutureMs: 60_000,
    },
    log: createLog("test", "silent"),
    metrics: new WindowerMetrics(),
    clock: systemClock,
  };
}

/** Five minutes of one ticker, a tick every 10 s. */
function logOfTicks(): MemoryLog {
  const log = new MemoryLog(1, () => 0);
  for (let second = 0; second <= 300; second += 10) {
    const time = T + second * 1_000;
    const value = encodeTick({ ...decodeTick(MINIMAL)!, time, received_time: time, price: 10 + second });
    log.ticks.append(0, [{ key: "A", value, timestamp: time }]);
  }
  return log;
}

/** A task's log that ends when `count` features are committed, and whose commits can be made to fail. */
function until(
  log: MemoryLog,
  count: number,
  beforeCommit: (commit: Commit) => void = () => undefined,
): TaskLog {
  const inner = log.task(0);
  return {
    partition: 0,
    isOurs: true,
    end: undefined,
    resume: () => inner.resume(),
    seek: (from, position) => inner.seek(from, position),
    poll: async waitMs => (log.features.read(0, 0).length >= count ? null : inner.poll(Math.min(waitMs, 20))),
    commit: async commit => {
      beforeCommit(commit);
      await inner.commit(commit);
    },
  };
}

const starts = (log: MemoryLog) =>
  log.features.read(0, 0).map(({ value }) => (JSON.parse(String(value)).window_start - T) / 60_000);

test("every due window is published once, in order", async () => {
  const log = logOfTicks();
  await runTask(until(log, 4), options());
  assert.deepEqual(starts(log), [0, 1, 2, 3]);
});

test("a commit that fails is made again from the log, and nothing is published twice", async () => {
  const log = logOfTicks();
  let failures = 0;
  await runTask(
    until(log, 4, () => {
      if (failures++ < 1) throw new Error("connection lost");
    }),
    options(),
  );
  assert.deepEqual(starts(log), [0, 1, 2, 3]);
});

test("a task taken over by another goes on where the first one's last commit stood", async () => {
  const log = logOfTicks();
  await runTask(until(log, 4), options());
  const time = T + 362_000;
  const value = encodeTick({ ...decodeTick(MINIMAL)!, time, received_time: time, price: 1 });
  log.ticks.append(0, [{ key: "A", value, timestamp: time }]);
  await runTask(until(log, 6), options());
  assert.deepEqual(starts(log), [0, 1, 2, 3, 4, 5]);
});

test("an error of our own that comes back without progress is thrown, not retried for ever", async () => {
  const log = logOfTicks();
  const broken = until(log, 4, () => {
    throw new Error("broken invariant");
  });
  await assert.rejects(runTask(broken, options()), /broken invariant/);
});

test("a task whose partition was taken away in the middle of a commit does not shut out the new owner", async () => {
  const log = logOfTicks();
  const inner = log.task(0);
  let resumes = 0;
  let isOurs = true;
  await runTask(
    {
      partition: 0,
      get isOurs() {
        return isOurs;
      },
      end: undefined,
      resume: () => {
        resumes++;
        return inner.resume();
      },
      seek: (from, position) => inner.seek(from, position),
      poll: waitMs => inner.poll(Math.min(waitMs, 20)),
      commit: async () => {
        isOurs = false;
        throw new Error("a newer owner has the partition");
      },
    },
    options(),
  );
  assert.equal(resumes, 1);
  assert.equal(log.features.read(0, 0).length, 0);
});
