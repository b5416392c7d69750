import assert from "node:assert/strict";
import { syncBuiltinESMExports } from "node:module";
import { afterEach, beforeEach, describe, mock, test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { Intake, Pump } from "@market/ingestor";
import type { OutRecord, Routed, TickSink } from "@market/log";
import * as fc from "fast-check";
import { bare } from "../wire/frames.ts";

const START = 1_713_277_200_000;
const PARTITIONS = 3;
/** The pump waits this long between two publishes. */
const LINGER_MS = 25;
const CLOCK_MS = 1_000;

interface Publish {
  readonly ticks: readonly Routed[];
  readonly deadLetters: readonly OutRecord[];
  /** The received time and the number of records left waiting when it was called. */
  readonly at: number;
  readonly waiting: number;
}

/** A log that keeps what is published, and acknowledges at once unless it is told to hang or to fail. */
class FakeSink implements TickSink {
  readonly partitions = PARTITIONS;
  readonly publishes: Publish[] = [];
  readonly #look: () => { at: number; waiting: number };
  #acknowledge: (() => void) | undefined;
  /** How often something was published while a publish hung. */
  overlaps = 0;
  hangs = false;
  failure: Error | undefined;

  constructor(look: () => { at: number; waiting: number }) {
    this.#look = look;
  }

  partitionOf(key: string): number {
    return Number(key.slice(1)) % PARTITIONS;
  }

  async publish(ticks: readonly Routed[], deadLetters: readonly OutRecord[]): Promise<void> {
    if (this.#acknowledge !== undefined) this.overlaps++;
    this.publishes.push({ ticks: [...ticks], deadLetters: [...deadLetters], ...this.#look() });
    if (this.failure) throw this.failure;
    assert.ok(this.publishes.length < 1_000, "a pump that never gets to an end");
    if (this.hangs) await new Promise<void>(resolve => (this.#acknowledge = resolve));
    this.#acknowledge = undefined;
  }

  acknowledge(): void {
    this.hangs = false;
    this.#acknowledge?.();
  }

  get records(): readonly Routed[] {
    return this.publishes.flatMap(({ ticks }) => ticks);
  }
}

const isClock = ({ key, value }: Routed) => key === null && value === null;

/** An ingestor without a socket: frames go in, records come out, and time passes when it is told to. */
function setUp() {
  let now = START;
  let price = 0;
  const published: Parameters<ConstructorParameters<typeof Pump>[0]["onPublished"]>[0][] = [];
  const sink: FakeSink = new FakeSink(() => ({ at: now, waiting: intake.queue.length }));
  const intake = new Intake({
    isWanted: () => true,
    snapshotAgeMs: 0,
    partitionOf: ticker => sink.partitionOf(ticker),
    onResult: () => undefined,
    onOddity: () => undefined,
  });
  const tickers = ["T0", "T1"];
  intake.take({ kind: "connected", receivedTime: now, tickers });
  /** The received time of each tick and gap handed to the intake. */
  const received: number[] = [];
  let mayWrite = true;
  let isBehind = false;
  const ours = new Set(Array.from({ length: sink.partitions }, (_, partition) => partition));
  const pump = new Pump({
    intake,
    sink,
    partitions: () => ours,
    mayWrite: () => mayWrite,
    isBehind: () => isBehind,
    receivedTime: () => now,
    onPublished: each => published.push(each),
  });
  return {
    sink,
    intake,
    pump,
    published,
    received,
    ours,
    lag: (isLagging: boolean) => {
      isBehind = isLagging;
    },
    doubt: (isDoubtful: boolean) => {
      mayWrite = !isDoubtful;
    },
    now: () => now,
    tick: (ticker: string) => {
      received.push(now);
      intake.frame(bare({ id: ticker, price: ++price, time: START }), now);
    },
    lose: () => {
      intake.take({ kind: "lost", receivedTime: now, tickers });
      received.push(now, now);
    },
    pass: (ms: number) => {
      now += ms;
    },
  };
}

/** Lets a running pump publish what it will before its next wait, and everything that follows from it. */
async function turn(): Promise<void> {
  mock.timers.tick(LINGER_MS);
  await setImmediate();
}

/** Ends every pump that was started, so that those of failed tests do not go on for ever. */
const ends: (() => void)[] = [];

/** Starts a pump; `stop` ends it. */
function start(pump: Pump) {
  const controller = new AbortController();
  ends.push(() => controller.abort());
  const running = pump.run(controller.signal);
  const stop = async () => {
    controller.abort();
    await turn();
    await running;
  };
  return { running, stop };
}

const partitionsOf = (records: readonly Routed[]) => records.map(({ partition }) => partition);

describe("flushing a pump", () => {
  test("publishes all that waits, in order of received time", async () => {
    const { pump, sink, intake, tick, lose, pass, published } = setUp();
    for (const ticker of ["T0", "T1", "T0", "T3", "T2"]) {
      tick(ticker);
      pass(1);
    }
    lose();
    await pump.flush();
    const records = sink.records.filter(each => !isClock(each));
    assert.deepEqual(
      records.map(({ key, timestamp }) => [key, timestamp - START]),
      [
        ...[
          ["T0", 0],
          ["T1", 1],
          ["T0", 2],
          ["T3", 3],
          ["T2", 4],
        ],
        ...[
          ["T0", 5],
          ["T1", 5],
        ],
      ],
    );
    assert.deepEqual(published, [{ ticks: 5, clocks: 0, deadLetters: 0, handedOver: 0, waitedMs: 5 }]);
    assert.equal(intake.queue.length, 0);
  });

  test("publishes at most 5,000 records at once, and clock records only behind the last of them", async () => {
    const { pump, sink, tick, pass } = setUp();
    for (let i = 0; i < 10_001; i++) tick("T0");
    pass(10_000);
    await pump.flush();
    const counts = sink.publishes.map(({ ticks }) => [ticks.length, ticks.filter(isClock).length]);
    assert.deepEqual(counts, [
      [5_000, 0],
      [5_000, 0],
      [4, 3],
    ]);
    assert.deepEqual(partitionsOf(sink.records.slice(-3)), [0, 1, 2]);
    assert.ok(sink.records.slice(-3).every(({ timestamp }) => timestamp === START + 10_000));
  });

  test("publishes dead letters beside them, and dead letters alone", async () => {
    const { pump, sink, intake, tick, published } = setUp();
    tick("T0");
    intake.frame("?", START);
    await pump.flush();
    assert.equal(sink.publishes[0]!.deadLetters.length, 1);
    intake.frame("??", START);
    await pump.flush();
    assert.deepEqual(
      sink.publishes.flatMap(({ deadLetters }) => deadLetters.map(({ value }) => String(value))),
      ["?", "??"],
    );
    assert.equal(
      published.reduce((sum, { deadLetters }) => sum + deadLetters, 0),
      2,
    );
  });

  test("does nothing when nothing waits", async () => {
    const { pump, sink } = setUp();
    await pump.flush();
    assert.ok(sink.records.every(isClock));
  });

  test("ends with the log's error, and counts nothing as published", async () => {
    const { pump, sink, tick, published } = setUp();
    tick("T0");
    sink.failure = new Error("the log is gone");
    await assert.rejects(pump.flush(), sink.failure);
    assert.deepEqual(published, []);
  });
});

describe("a running pump", () => {
  beforeEach(() => {
    mock.timers.enable({ apis: ["setTimeout"] });
    // Without this, modules that import timers by name keep the real ones.
    syncBuiltinESMExports();
  });
  afterEach(() => {
    for (const end of ends.splice(0)) end();
    mock.timers.reset();
    syncBuiltinESMExports();
  });

  test("holds everything while another may be writing its partitions, and publishes it in order afterwards", async () => {
    const { pump, sink, tick, pass, doubt } = setUp();
    doubt(true);
    tick("T0");
    const { stop } = start(pump);
    pass(5_000);
    await turn();
    assert.equal(sink.records.length, 0);
    doubt(false);
    await turn();
    assert.equal(sink.records[0]?.key, "T0");
    assert.ok(sink.records.slice(1).every(isClock));
    await stop();
  });

  test("says nothing about time while ticks are still on their way to it", async () => {
    const { pump, sink, pass, lag } = setUp();
    lag(true);
    const { stop } = start(pump);
    pass(5_000);
    await turn();
    assert.equal(sink.records.length, 0);
    lag(false);
    await turn();
    assert.ok(sink.records.length > 0 && sink.records.every(isClock));
    await stop();
  });

  test("ends a flush that may not write when it is told to, and the process turns meanwhile", async () => {
    const { pump, intake, tick, doubt } = setUp();
    tick("T0");
    doubt(true);
    const late = new AbortController();
    const flushed = pump.flush(late.signal);
    await turn();
    late.abort();
    await turn();
    await flushed;
    assert.equal(intake.queue.length, 1);
  });

  test("does not write what it holds for a partition that was given to another, and counts it", async () => {
    const { pump, sink, tick, ours, published } = setUp();
    tick("T0");
    tick("T1");
    ours.delete(sink.partitionOf("T0"));
    const { stop } = start(pump);
    await turn();
    assert.deepEqual(
      sink.records.filter(each => !isClock(each)).map(({ key }) => key),
      ["T1"],
    );
    assert.equal(published[0]?.handedOver, 1);
    assert.ok(!partitionsOf(sink.records).includes(sink.partitionOf("T0")));
    await stop();
  });

  test("says how long the oldest tick of a publish took from its receipt until it was acknowledged, and nothing of clocks", async () => {
    const { pump, sink, tick, lose, pass, published } = setUp();
    lose();
    pass(1);
    tick("T0");
    pass(40);
    tick("T1");
    sink.hangs = true;
    const { stop } = start(pump);
    await turn();
    pass(2_000);
    sink.acknowledge();
    await setImmediate();
    assert.equal(published[0]?.waitedMs, 2_040);
    pass(CLOCK_MS);
    await turn();
    assert.ok(published[1]!.clocks > 0);
    assert.equal(published[1]!.waitedMs, undefined);
    await stop();
  });

  test("writes a clock record to a partition after 1 s of silence of that partition, and not before", async () => {
    const { pump, sink, tick, pass, now } = setUp();
    const { stop } = start(pump);
    await turn();
    // At its start nothing is known of any partition.
    assert.deepEqual(partitionsOf(sink.records), [0, 1, 2]);
    pass(CLOCK_MS / 2);
    tick("T1");
    await turn();
    pass(CLOCK_MS / 2 - 1);
    await turn();
    assert.equal(sink.records.length, 4);
    pass(1);
    await turn();
    assert.deepEqual(sink.records.slice(4), [
      { partition: 0, key: null, value: null, timestamp: now() },
      { partition: 2, key: null, value: null, timestamp: now() },
    ]);
    pass(CLOCK_MS / 2 - 1);
    await turn();
    assert.equal(sink.records.length, 6);
    pass(1);
    await turn();
    assert.deepEqual(sink.records.slice(6), [{ partition: 1, key: null, value: null, timestamp: now() }]);
    await stop();
  });

  test("takes a backlog for no silence: a clock record comes when the log is back and nothing waits", async () => {
    const { pump, sink, tick, pass, now } = setUp();
    const { stop } = start(pump);
    await turn();
    tick("T0");
    sink.hangs = true;
    await turn();
    const before = sink.publishes.length;
    for (let second = 0; second < 600; second++) {
      pass(CLOCK_MS);
      if (second < 300) tick("T0");
      await turn();
    }
    assert.equal(sink.publishes.length, before);
    sink.acknowledge();
    await turn();
    await turn();
    const [{ ticks }] = sink.publishes.slice(before) as [Publish];
    const kept = ticks.filter(each => !isClock(each));
    assert.deepEqual(
      kept.map(({ timestamp }) => timestamp),
      Array.from({ length: 300 }, (_, i) => START + (i + 1) * CLOCK_MS),
    );
    const clocks = ticks.slice(kept.length);
    assert.deepEqual(partitionsOf(clocks), [0, 1, 2]);
    assert.ok(clocks.every(({ timestamp }) => timestamp === now()));
    await stop();
  });

  test("publishes dead letters although no tick waits", async () => {
    const { pump, sink, intake } = setUp();
    const { stop } = start(pump);
    await turn();
    intake.frame("?", START);
    await turn();
    assert.deepEqual(
      sink.publishes.map(({ ticks, deadLetters }) => [ticks.length, deadLetters.length]),
      [
        [3, 0],
        [0, 1],
      ],
    );
    await stop();
  });

  test("ends with the log's error instead of publishing what follows without what failed", async () => {
    const { pump, sink, tick } = setUp();
    const { running } = start(pump);
    await turn();
    tick("T0");
    sink.failure = new Error("the log is gone");
    const rejected = assert.rejects(running, sink.failure);
    await turn();
    await rejected;
    const { length } = sink.publishes;
    tick("T0");
    await turn();
    assert.equal(sink.publishes.length, length);
  });

  test("ends when it is told to, after the publish under way, and leaves what waits to be flushed", async () => {
    const { pump, sink, tick, intake } = setUp();
    const { stop } = start(pump);
    await turn();
    tick("T0");
    sink.hangs = true;
    await turn();
    tick("T1");
    let hasEnded = false;
    const ended = stop().then(() => {
      hasEnded = true;
    });
    await turn();
    assert.equal(hasEnded, false);
    sink.acknowledge();
    await turn();
    await turn();
    await ended;
    assert.equal(intake.queue.length, 1);
    await pump.flush();
    assert.equal(intake.queue.length, 0);
    assert.equal(sink.records.at(-1)!.key, "T1");
  });

  type Step =
    | { readonly kind: "tick"; readonly ticker: string }
    | { readonly kind: "pass"; readonly ms: number }
    | { readonly kind: "turn" | "lost" | "hang" | "acknowledge" | "bad frame" };

  const steps: fc.Arbitrary<Step[]> = fc.array(
    fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record({
          kind: fc.constant("tick" as const),
          ticker: fc.constantFrom("T0", "T1", "T2", "T3"),
        }),
      },
      {
        weight: 4,
        arbitrary: fc.record({
          kind: fc.constant("pass" as const),
          ms: fc.constantFrom(0, 1, 25, 400, 999, 1_000, 5_000),
        }),
      },
      { weight: 5, arbitrary: fc.constant({ kind: "turn" as const }) },
      {
        weight: 3,
        arbitrary: fc.record({
          kind: fc.constantFrom("lost", "hang", "acknowledge", "acknowledge", "bad frame"),
        }),
      },
    ),
    { maxLength: 80, size: "max" },
  );

  test("keeps every partition in order, loses nothing, and makes a clock record only of a silence", async () => {
    await fc.assert(
      fc.asyncProperty(steps, async all => {
        const feed = setUp();
        const { pump, sink } = feed;
        const { stop } = start(pump);
        for (const step of all) {
          act(feed, step);
          if (step.kind !== "turn") continue;
          await turn();
          if (sink.hangs) continue;
          await turn();
          assertNoSilence(sink, feed.now());
        }
        sink.acknowledge();
        await turn();
        await turn();
        await stop();
        await pump.flush();
        assert.deepEqual(
          sink.records.filter(each => !isClock(each)).map(({ timestamp }) => timestamp),
          feed.received,
        );
        assert.equal(
          sink.publishes.flatMap(({ deadLetters }) => deadLetters).length,
          all.filter(({ kind }) => kind === "bad frame").length,
        );
        assertOrdered(sink);
      }),
      { numRuns: 300 },
    );
  });

  function act(feed: ReturnType<typeof setUp>, step: Step): void {
    if (step.kind === "tick") feed.tick(step.ticker);
    else if (step.kind === "pass") feed.pass(step.ms);
    else if (step.kind === "lost") feed.lose();
    else if (step.kind === "bad frame") feed.intake.frame("bad frame", feed.now());
    else if (step.kind === "hang") feed.sink.hangs = true;
    else if (step.kind === "acknowledge") feed.sink.acknowledge();
  }
});

/** What waited is published, so no partition ends with a record of a second ago. */
function assertNoSilence({ publishes, records }: FakeSink, now: number): void {
  assert.equal(publishes.at(-1)!.waiting, 0);
  for (let partition = 0; partition < PARTITIONS; partition++) {
    const last = records.findLast(each => each.partition === partition)!;
    assert.ok(now - last.timestamp < CLOCK_MS, `partition ${partition} is silent`);
  }
}

function assertOrdered({ publishes, overlaps }: FakeSink): void {
  assert.equal(overlaps, 0, "nothing is published while a publish hangs");
  const lastTimes: number[] = Array(PARTITIONS).fill(Number.NEGATIVE_INFINITY);
  for (const { ticks, at, waiting } of publishes) {
    const firstClock = ticks.findIndex(isClock);
    if (firstClock >= 0) {
      assert.equal(waiting, 0, "a clock record only when nothing waits");
      assert.ok(ticks.slice(firstClock).every(isClock), "behind all ticks");
    }
    for (const record of ticks) {
      const { partition, timestamp } = record;
      assert.ok(timestamp >= lastTimes[partition]!, `partition ${partition} goes back`);
      if (isClock(record)) {
        assert.equal(timestamp, at, "with the time of its making");
        assert.ok(timestamp - lastTimes[partition]! >= CLOCK_MS, "after a second of silence");
      }
      lastTimes[partition] = timestamp;
    }
  }
}
