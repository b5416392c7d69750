import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Commit, type LogRecord, MemoryLog, Records } from "@market/log";
import { createLog, systemClock } from "@market/runtime";
import { runTask, Task, type TaskOptions, WindowerMetrics } from "@market/windower";
import { decodeTick, encodeTick } from "@market/wire";
import { tumbling } from "../model/define.ts";

const T = Date.UTC(2024, 3, 16, 14, 20);
const MINUTE = 60_000;
const OPTIONS: TaskOptions = {
  group: "g",
  topic: "ticks",
  partition: 0,
  partitionOf: () => 0,
  format: "json",
  windowing: {
    definitions: [tumbling("1m", MINUTE), tumbling("5m", 5 * MINUTE)],
    waitMs: 10_000,
    maxFutureMs: MINUTE,
  },
};
/** Protobuf of a tick with ticker A, time 1, received_time 1 and price 1. */
const MINIMAL = Uint8Array.from([0x0a, 1, 0x41, 0x10, 1, 0x18, 1, 0x21, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f]);

/** One for each number. */
const trace = (n: number) => `00-${String(n + 1).padStart(32, "0")}-${String(n + 1).padStart(16, "0")}-01`;

interface Sent {
  readonly ticker?: string;
  readonly receivedTime?: number;
  readonly traceparent?: string | undefined;
  readonly snapshot?: boolean;
}

function tick(offset: number, time: number, sent: Sent = {}): LogRecord {
  const { ticker = "A", receivedTime = time, traceparent, snapshot = false } = sent;
  const price = 10 + offset;
  const fields = { ...decodeTick(MINIMAL)!, ticker, time, received_time: receivedTime, price };
  const value = encodeTick(snapshot ? { ...fields, snapshot } : fields);
  const headers = traceparent === undefined ? {} : { traceparent };
  return { offset, timestamp: receivedTime, key: Buffer.from(ticker), value, headers };
}

const clock = (offset: number, timestamp: number): LogRecord => ({
  offset,
  timestamp,
  key: null,
  value: null,
  headers: {},
});

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

/** What the features of these records are traced as: window, minute of its start, traceparent. */
function traced(records: readonly LogRecord[], options = OPTIONS) {
  const task = new Task(options, []);
  fold(task, records);
  return tracedIn(commit(task));
}

function tracedIn({ features }: Commit) {
  return features.map(({ value, headers }) => {
    const { ticker, window, window_start } = JSON.parse(String(value));
    return [ticker, window, (window_start - T) / MINUTE, headers?.traceparent];
  });
}

describe("a traced tick", () => {
  test("gives its trace to the windows of all definitions that hold it, and to no others", () => {
    const found = traced([
      tick(0, T),
      tick(1, T, { ticker: "B" }),
      tick(2, T + 70_000, { traceparent: trace(2) }),
      tick(3, T + 130_000),
      clock(4, T + 6 * MINUTE),
    ]);
    assert.deepEqual(found, [
      ["A", "1m", 0, undefined],
      ["B", "1m", 0, undefined],
      ["A", "1m", 1, trace(2)],
      ["A", "1m", 2, undefined],
      ["A", "5m", 0, trace(2)],
      ["B", "5m", 0, undefined],
    ]);
  });

  test("is found where every tick is traced, though later ones come while its window waits", () => {
    for (const [waitMs, delayMs] of [
      [1_000, 0],
      [1_000, 1],
      [10_000, 900_700],
    ] as const) {
      const records = Array.from({ length: 3_600 }, (_, i) =>
        tick(i, T + i * 100, { receivedTime: T + i * 100 + delayMs, traceparent: trace(i) }),
      );
      const windowing = { ...OPTIONS.windowing, waitMs, definitions: [tumbling("1s", 1_000)] };
      const found = traced(records, { ...OPTIONS, windowing });
      assert.ok(found.length > 340);
      for (const [, , minute, traceparent] of found) {
        const first = Math.round((Number(minute) * MINUTE) / 100);
        const nth = Number(String(traceparent).slice(3, 35)) - 1;
        assert.ok(nth >= first && nth < first + 10, `${traceparent} in the window from ${first}`);
      }
    }
  });

  test("is found where it is alone in its window, right beside those of the windows next to it", () => {
    const times = [0, 59_990, 60_010, 119_990, 120_000];
    const found = traced([
      ...times.map((ms, i) => tick(i, T + ms, { traceparent: trace(i) })),
      clock(9, T + 6 * MINUTE),
    ]);
    assert.deepEqual(
      found.map(each => each[3]),
      [trace(1), trace(3), trace(4), trace(4)],
    );
  });

  test("is passed on only where its traceparent is well-formed", () => {
    const found = traced([
      tick(0, T, { traceparent: "00-abc-def-01" }),
      tick(1, T + MINUTE, { traceparent: `${trace(1)}-extra` }),
      clock(2, T + 3 * MINUTE),
    ]);
    assert.deepEqual(
      found.map(each => each[3]),
      [undefined, undefined],
    );
  });

  test("that is in no window gives its trace to none: a repeat, a snapshot, one from the future", () => {
    const again = { ...tick(0, T), offset: 1, headers: { traceparent: trace(1) } };
    const found = traced([
      tick(0, T),
      again,
      tick(2, T - 1_000, { receivedTime: T, snapshot: true, traceparent: trace(2) }),
      tick(3, T + 5 * MINUTE, { receivedTime: T, traceparent: trace(3) }),
      tick(4, T + 1_000),
      clock(5, T + 2 * MINUTE),
    ]);
    assert.deepEqual(found, [["A", "1m", 0, undefined]]);
  });

  test("that is late passes its trace on with the copy of it", () => {
    const task = new Task(OPTIONS, []);
    fold(task, [tick(0, T), tick(1, T + 75_000), clock(2, T + 80_000)]);
    fold(task, [
      tick(3, T + 5_000, { receivedTime: T + 81_000, traceparent: trace(3) }),
      tick(4, T + 6_000, { receivedTime: T + 81_000 }),
    ]);
    const late = commit(task).lateTicks.map(({ headers }) => [headers?.offset, headers?.traceparent]);
    assert.deepEqual(late, [
      ["3", trace(3)],
      ["4", undefined],
    ]);
  });

  test("is remembered over commits as long as a window holds it", () => {
    const task = new Task(OPTIONS, []);
    fold(task, [tick(0, T, { traceparent: trace(0) }), clock(1, T + 2 * MINUTE)]);
    assert.deepEqual(tracedIn(commit(task)), [["A", "1m", 0, trace(0)]]);
    fold(task, [clock(2, T + 6 * MINUTE)]);
    assert.deepEqual(tracedIn(commit(task)), [["A", "5m", 0, trace(0)]]);
  });

  test("from before the checkpoint is not traced again", () => {
    const records = [tick(0, T, { traceparent: trace(0) }), tick(1, T + 30_000)];
    const first = new Task(OPTIONS, []);
    fold(first, records);
    const checkpoint = commit(first).checkpoint.map((record, offset) => ({
      ...record,
      offset,
      key: null,
      headers: record.headers ?? {},
    }));
    const second = new Task(OPTIONS, checkpoint);
    fold(second, [...records, clock(2, T + 2 * MINUTE)]);
    assert.deepEqual(tracedIn(commit(second)), [["A", "1m", 0, undefined]]);
  });
});

describe("tracing", () => {
  const records = (isTraced: boolean) => [
    ...Array.from({ length: 600 }, (_, i) =>
      tick(i, T + i * 1_000 - (i % 50 === 49 ? 100_000 : 0), {
        ticker: i % 3 === 0 ? "A" : "B",
        receivedTime: T + i * 1_000,
        ...(isTraced && { traceparent: trace(i) }),
      }),
    ),
    clock(600, T + 20 * MINUTE),
  ];

  function committed(isTraced: boolean, options: TaskOptions): Commit {
    const task = new Task(options, []);
    fold(task, records(isTraced));
    return commit(task);
  }

  test("changes nothing but headers called traceparent", () => {
    const startSpan = () => ({ traceparent: trace(9_999), end: () => undefined });
    const off = committed(false, OPTIONS);
    const passing = committed(true, OPTIONS);
    const on = committed(true, { ...OPTIONS, startSpan });
    assert.ok(off.features.length > 20 && off.lateTicks.length > 5);
    const count = (all: Commit) => JSON.stringify(all).match(/traceparent/g)?.length ?? 0;
    const withoutTraces = (all: Commit) =>
      JSON.parse(JSON.stringify(all), (name, value) => (name === "traceparent" ? undefined : value));
    assert.equal(count(off), 0);
    for (const each of [passing, on]) {
      assert.equal(count(each), each.features.length + each.lateTicks.length);
      assert.deepEqual(withoutTraces(each), withoutTraces(off));
    }
  });

  test("gives a window a span of its own, which is taken with the commit that makes it readable", () => {
    const started: unknown[] = [];
    const options: TaskOptions = {
      ...OPTIONS,
      startSpan: ({ window }, parent) => {
        started.push([window, parent]);
        return started.length === 1 ? { traceparent: trace(77), end: () => undefined } : undefined;
      },
    };
    const task = new Task(options, []);
    fold(task, [tick(0, T, { traceparent: trace(0) }), tick(1, T + 1_000), clock(2, T + 6 * MINUTE)]);
    assert.deepEqual(
      tracedIn(commit(task)).map(each => each[3]),
      // Without a span, as for a tick whose trace is not recorded, what it came with goes on.
      [trace(77), trace(0)],
    );
    assert.deepEqual(started, [
      ["1m", trace(0)],
      ["5m", trace(0)],
    ]);
    assert.equal(task.takeSpans().length, 1);
    assert.equal(task.takeSpans().length, 0);
  });

  test("ends a window's span when its commit has succeeded, and never that of one that failed", async () => {
    const log = new MemoryLog(1, () => 0);
    for (const { key, ...record } of [tick(0, T, { traceparent: trace(0) }), clock(1, T + 6 * MINUTE)])
      log.ticks.append(0, [{ ...record, key }]);
    const said: string[] = [];
    let attempts = 0;
    const inner = log.task(0);
    await runTask(
      {
        partition: 0,
        isOurs: true,
        end: undefined,
        resume: () => inner.resume(),
        seek: (from, position) => inner.seek(from, position),
        poll: async () => (attempts > 1 ? null : inner.poll(20)),
        commit: async commit => {
          said.push("commit");
          if (attempts++ === 0) throw new Error("connection lost");
          await inner.commit(commit);
          said.push("committed");
        },
      },
      {
        ...OPTIONS,
        startSpan: ({ window }) => {
          const name = `${window} of attempt ${attempts}`;
          return { traceparent: trace(1), end: () => void said.push(name) };
        },
        log: createLog("test", "silent"),
        clock: systemClock,
        metrics: new WindowerMetrics(),
      },
    );
    assert.deepEqual(said, ["commit", "commit", "committed", "1m of attempt 1", "5m of attempt 1"]);
  });
});
