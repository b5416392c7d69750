import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Queue } from "@market/ingestor";
import * as fc from "fast-check";

type Waiting = Parameters<Queue["push"]>[0];
type Step =
  | { kind: "tick"; ticker: string; afterMs: number; delayMs: number; bytes: number }
  | { kind: "gap"; ticker: string; afterMs: number; from: number }
  | { kind: "take"; max: number };
type Limits = ConstructorParameters<typeof Queue>[0] & {};

const START = 1_713_277_200_000;

function tick(ticker: string, timestamp: number, time: number, bytes = 10): Waiting {
  return { partition: 0, key: ticker, value: new Uint8Array(bytes), timestamp, time };
}

function gap(ticker: string, timestamp: number, from: number): Waiting {
  return { partition: 0, key: ticker, value: null, timestamp, headers: { "gap-from": String(from) } };
}

const sizeOf = ({ key, value }: Waiting) => Number(key?.length) + (value?.length ?? 0);
const gapFrom = ({ time, headers }: Waiting) => time ?? Number(headers?.["gap-from"]);

/** The same queue as an array that is searched from its beginning each time. */
class Model {
  readonly #limits: Limits;
  #waiting: Waiting[] = [];
  #dropped: Waiting[] = [];
  droppedEver = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  get length(): number {
    return this.#waiting.length + this.#gaps().length;
  }

  push(record: Waiting): void {
    this.#waiting = [...this.#waiting, record];
    while (this.#waiting.length > this.#limits.records || this.#bytes() > this.#limits.bytes) {
      this.#dropped.push(this.#waiting[0]!);
      this.#waiting = this.#waiting.slice(1);
      this.droppedEver++;
    }
  }

  take(max: number): Waiting[] {
    const taken = [...this.#gaps(), ...this.#waiting.slice(0, max)];
    this.#dropped = [];
    this.#waiting = this.#waiting.slice(max);
    return taken;
  }

  #bytes(): number {
    return this.#waiting.reduce((sum, record) => sum + sizeOf(record), 0);
  }

  /** For each ticker of which records were dropped, where the first of them was and when the last was received. */
  #gaps(): Waiting[] {
    const tickers = [...new Set(this.#dropped.map(({ key }) => String(key)))];
    const gaps = tickers.map(ticker => {
      const dropped = this.#dropped.filter(({ key }) => key === ticker);
      return gap(ticker, dropped.at(-1)!.timestamp, Math.min(...dropped.map(gapFrom)));
    });
    return gaps.sort((a, b) => a.timestamp - b.timestamp);
  }
}

/** What readers of the log see of a record. */
function seen({ partition, key, value, timestamp, headers }: Waiting) {
  return { partition, key, value, timestamp, headers };
}

const ticker = fc.constantFrom("A", "BB", "CCC");
const afterMs = fc.constantFrom(0, 0, 1, 5, 1_000);
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({
        kind: fc.constant("tick" as const),
        ticker,
        afterMs,
        delayMs: fc.integer({ min: -1_000, max: 900_000 }),
        bytes: fc.nat(40),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("gap" as const),
        ticker,
        afterMs,
        from: fc.constantFrom(0, START - 5_000, START),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant("take" as const), max: fc.integer({ min: 1, max: 10 }) }),
    },
  ),
  { maxLength: 120, size: "max" },
);
const limits: fc.Arbitrary<Limits> = fc.record({
  records: fc.integer({ min: 1, max: 12 }),
  bytes: fc.integer({ min: 1, max: 400 }),
});

describe("a queue", () => {
  test("holds and gives what a plain array would, however little it may hold", () => {
    fc.assert(
      fc.property(limits, steps, (limits, all) => {
        const queue = new Queue(limits);
        const model = new Model(limits);
        let now = START;
        for (const step of all) {
          if (step.kind === "take") {
            assert.deepEqual(queue.take(step.max).map(seen), model.take(step.max).map(seen));
          } else {
            now += step.afterMs;
            const record =
              step.kind === "tick"
                ? tick(step.ticker, now, now - step.delayMs, step.bytes)
                : gap(step.ticker, now, step.from);
            queue.push(record);
            model.push(record);
          }
          assert.equal(queue.length, model.length);
          assert.equal(queue.dropped, model.droppedEver);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test("loses no record: each is taken or dropped, and what is dropped is told by one gap a ticker, ahead", () => {
    fc.assert(
      fc.property(limits, steps, (limits, all) => {
        const queue = new Queue(limits);
        // A partition of its own for each tick: by that it is known again.
        const pushed = new Set<number>();
        const out: Waiting[] = [];
        let now = START;
        const take = (max: number) => {
          const taken = queue.take(max);
          const gaps = taken.filter(({ value }) => value === null);
          const rest = taken.filter(({ value }) => value !== null);
          assert.deepEqual(taken, [...gaps, ...rest], "gaps are ahead of what follows");
          assert.equal(new Set(gaps.map(({ key }) => key)).size, gaps.length, "one a ticker");
          assert.ok(taken.every(({ partition }) => pushed.has(partition)));
          assert.ok(rest.length <= Math.min(max, limits.records));
          assert.ok(rest.reduce((sum, record) => sum + sizeOf(record), 0) <= limits.bytes);
          out.push(...taken);
        };
        for (const step of all) {
          if (step.kind === "take") take(step.max);
          else {
            now += step.afterMs;
            const bytes = step.kind === "tick" ? step.bytes : 1;
            queue.push({ ...tick(step.ticker, now, now, bytes), partition: pushed.size });
            pushed.add(pushed.size);
          }
        }
        // Every take takes something, so that there are not more than this.
        for (let takes = 0; queue.length > 0; takes++) {
          assert.ok(takes < all.length);
          take(3);
        }
        const ticks = out.filter(({ value }) => value !== null);
        assert.equal(new Set(ticks.map(({ partition }) => partition)).size, ticks.length, "each once");
        assert.equal(ticks.length + queue.dropped, pushed.size);
        const times = out.map(({ timestamp }) => timestamp);
        assert.deepEqual(
          times,
          times.toSorted((a, b) => a - b),
          "in order of received time",
        );
      }),
      { numRuns: 500 },
    );
  });

  test("tells a gap from the earliest event time that was dropped, though ticks come out of order", () => {
    const queue = new Queue({ records: 1, bytes: 1_000 });
    queue.push(tick("A", START + 1, 500));
    queue.push(tick("A", START + 2, 300));
    queue.push(tick("B", START + 3, 900));
    queue.push(tick("A", START + 4, 700));
    queue.push(tick("A", START + 5, 800));
    assert.deepEqual(queue.take(10).map(seen), [
      seen(gap("B", START + 3, 900)),
      seen(gap("A", START + 4, 300)),
      seen(tick("A", START + 5, 800)),
    ]);
    assert.equal(queue.dropped, 4);
  });

  test("keeps the gap of a gap that is dropped, and an unknown beginning stays unknown", () => {
    const queue = new Queue({ records: 1, bytes: 1_000 });
    for (const record of [gap("A", START, 0), tick("A", START + 1, 500), gap("A", START + 2, 500)])
      queue.push(record);
    assert.deepEqual(queue.take(10).map(seen), [
      seen(gap("A", START + 1, 0)),
      seen(gap("A", START + 2, 500)),
    ]);
  });

  test("tells a gap once: after it was taken, only what is dropped later makes another", () => {
    const queue = new Queue({ records: 1, bytes: 1_000 });
    queue.push(tick("A", START, 1));
    queue.push(tick("A", START + 1, 2));
    assert.equal(queue.take(10).length, 2);
    queue.push(tick("A", START + 2, 3));
    assert.deepEqual(queue.take(10).map(seen), [seen(tick("A", START + 2, 3))]);
    queue.push(tick("A", START + 3, 4));
    queue.push(tick("A", START + 4, 5));
    assert.deepEqual(queue.take(10).map(seen), [seen(gap("A", START + 3, 4)), seen(tick("A", START + 4, 5))]);
  });

  test("drops a record that is larger than all it may hold, and goes on", () => {
    const queue = new Queue({ records: 10, bytes: 100 });
    queue.push(tick("A", START, 1, 1_000));
    queue.push(tick("A", START + 1, 2, 10));
    assert.deepEqual(queue.take(10).map(seen), [seen(gap("A", START, 1)), seen(tick("A", START + 1, 2, 10))]);
  });

  test("stays in order over tens of thousands of records, most of them dropped", () => {
    const queue = new Queue({ records: 3_000, bytes: 1_000_000 });
    const count = 50_000;
    const out: Waiting[] = [];
    for (let i = 0; i < count; i++) {
      queue.push(tick("A", START + i, START + i, 1));
      if (i % 7_000 === 6_999) out.push(...queue.take(2_500));
    }
    for (let takes = 0; takes < 5; takes++) out.push(...queue.take(700));
    assert.equal(queue.length, 0);
    const ticks = out.filter(({ value }) => value !== null);
    assert.equal(ticks.length + queue.dropped, count);
    assert.equal(out.at(-1)!.timestamp, START + count - 1);
    for (let i = 1; i < out.length; i++) assert.ok(out[i]!.timestamp > out[i - 1]!.timestamp);
  });
});
