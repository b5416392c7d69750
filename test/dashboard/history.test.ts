import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Features } from "@market/windowing";
import fc from "fast-check";
import { History } from "../../services/dashboard/src/history.ts";
import { collectGarbage } from "./garbage.ts";
import { aRecord, MINUTE } from "./some-bars.ts";

const ALL = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;
const SERIES = [
  ["AMZN", "1m"],
  ["AMZN", "5m/1m"],
  ["__proto__", "1m"],
] as const;

interface Step {
  readonly series: number;
  /** How far from the latest bar of the series, in minutes: 1 is the next one. */
  readonly ahead: number;
  readonly close: number;
  readonly text: string | null;
  readonly custom: Readonly<Record<string, number | null>>;
}

const steps = fc.array(
  fc.record({
    series: fc.nat(SERIES.length - 1),
    ahead: fc.oneof(
      { weight: 6, arbitrary: fc.constant(1) },
      { weight: 1, arbitrary: fc.integer({ min: -90, max: 90 }) },
    ),
    close: fc.double({ noNaN: true, noDefaultInfinity: true }).map(close => close + 0),
    text: fc.option(fc.constantFrom("NMS", "", "LSE", "constructor")),
    custom: fc.dictionary(
      fc.constantFrom("a", "b", "__proto__"),
      fc.option(fc.double({ noNaN: true }), { nil: null }),
    ),
  }),
  { maxLength: 400, size: "max" },
);

/** The records of each step, from a clock of each series. */
function toRecords(given: readonly Step[]): Features[] {
  const latest = SERIES.map(() => 1_000);
  return given.map(({ series, ahead, close, text, custom }) => {
    const at = Math.max(0, latest[series]! + ahead);
    latest[series] = Math.max(latest[series]!, at);
    const [ticker, window] = SERIES[series]!;
    const gap = close > 0;
    return aRecord({
      ticker,
      window,
      window_start: at * MINUTE,
      window_end: (at + 1) * MINUTE,
      close,
      exchange: text,
      gap,
      custom,
    });
  });
}

const keyOf = ({ ticker, window, window_start }: Features) => `${ticker} ${window} ${window_start}`;

/** Own features that are null or no finite number are not kept apart from those that are not there. */
function asHeld(features: Features): Features {
  const custom = Object.entries(features.custom).filter(([, value]) => Number.isFinite(value));
  return { ...features, custom: Object.fromEntries(custom) };
}

function heldBy(history: History): Map<string, Features> {
  const held = SERIES.flatMap(([ticker, window]) => history.features(ticker, window, ...ALL) ?? []);
  return new Map(held.map(each => [keyOf(each), each]));
}

/** What goes is a block of up to 32 bars: the first of its series, and no other series has a block that ended before. */
function assertOldest(gone: readonly Features[], held: ReadonlyMap<string, Features>): void {
  const newest = Math.max(...gone.map(({ window_end }) => window_end));
  for (const [ticker, window] of SERIES) {
    const left = [...held.values()].filter(each => each.ticker === ticker && each.window === window);
    const went = gone.filter(each => each.ticker === ticker && each.window === window);
    const latest = Math.max(...went.map(({ window_start }) => window_start));
    assert.ok(left.every(({ window_start }) => window_start > latest));
    assert.ok(left.filter(({ window_end }) => window_end < newest).length < 32);
  }
}

/** A history that is looked through after each change. */
class CheckedHistory {
  readonly #barsMax: number;
  readonly #history: History;
  #before = Number.NEGATIVE_INFINITY;
  #held = new Map<string, Features>();

  constructor(barsMax: number) {
    this.#barsMax = barsMax;
    this.#history = new History({ barsMax });
  }

  add(record: Features): void {
    const { bars, droppedBars } = this.#history;
    const isFull = bars === this.#barsMax;
    const isNew = !this.#held.has(keyOf(record));
    const isTooOld = record.window_end < this.#before;
    const added = this.#history.add(record);
    if (!isTooOld) this.#held.set(keyOf(record), asHeld(record));
    const { held, gone } = this.#look();
    assert.equal(added !== undefined, !isTooOld && held.has(keyOf(record)));
    assert.equal(gone.length, this.#history.droppedBars - droppedBars);
    assert.equal(gone.length > 0, isFull && isNew && !isTooOld);
    assertOldest(gone, held);
  }

  forgetBefore(ms: number): void {
    this.#before = Math.max(this.#before, ms);
    this.#history.forgetBefore(ms);
    assert.ok(this.#look().gone.every(each => each.window_end < this.#before));
  }

  /** What is held now, and what was before. */
  #look(): { held: Map<string, Features>; gone: Features[] } {
    const held = heldBy(this.#history);
    assert.ok(held.size <= this.#barsMax && held.size === this.#history.bars);
    for (const [key, each] of held) assert.deepEqual(each, this.#held.get(key));
    const gone = [...this.#held.values()].filter(each => !held.has(keyOf(each)));
    this.#held = held;
    return { held, gone };
  }
}

function arraysHeld(): number {
  collectGarbage();
  // Arrays' memory is given back behind the first one's end.
  collectGarbage();
  return process.memoryUsage().arrayBuffers;
}

const byStart = (a: Features, b: Features) => a.window_start - b.window_start;

describe("the history", () => {
  test("holds what a map by ticker, window and window_start holds, each series in order", () => {
    fc.assert(
      fc.property(steps, fc.nat(1_100), fc.nat(200), (given, from, span) => {
        const history = new History({ barsMax: 10_000 });
        const model = new Map<string, Features>();
        for (const record of toRecords(given)) {
          assert.equal(history.add(record)!.isReplacing, model.has(keyOf(record)));
          model.set(keyOf(record), asHeld(record));
        }
        assert.equal(history.bars, model.size);
        const bounds = [from * MINUTE, (from + span) * MINUTE] as const;
        for (const [ticker, window] of SERIES) {
          const all = [...model.values()].filter(each => each.ticker === ticker && each.window === window);
          all.sort(byStart);
          if (all.length === 0) {
            assert.equal(history.features(ticker, window, ...ALL), undefined);
            continue;
          }
          assert.deepEqual(history.features(ticker, window, ...ALL), all);
          const within = all.filter(({ window_start: at }) => at >= bounds[0] && at < bounds[1]);
          assert.deepEqual(history.features(ticker, window, ...bounds, 5), within.slice(0, 5));
          assert.equal(history.count(ticker, window, ...bounds), within.length);
          assert.deepEqual(history.columns(ticker, window, ...bounds, ["close", "exchange", "gap"]), {
            close: within.map(({ close }) => close),
            exchange: within.map(({ exchange }) => exchange),
            gap: within.map(({ gap }) => gap),
          });
          const summary = history.tickers(window)!.find(each => each.ticker === ticker)!;
          assert.equal(summary.bars, all.length);
          assert.equal(summary.first.window_start, all[0]!.window_start);
          assert.equal(summary.last.close, all.at(-1)!.close);
          assert.equal(summary.spark.at(-1), all.at(-1)!.close);
          assert.equal(summary.spark[0], all[0]!.close);
          assert.equal(summary.spark.length, Math.min(40, all.length));
        }
      }),
      { numRuns: 100 },
    );
  });

  test("holds at most barsMax bars; what goes is the oldest, and nothing goes without need", () => {
    fc.assert(
      fc.property(
        steps,
        fc.integer({ min: 1, max: 150 }),
        fc.array(fc.nat(1_500)),
        (given, barsMax, bounds) => {
          const checked = new CheckedHistory(barsMax);
          for (const [at, record] of toRecords(given).entries()) {
            checked.add(record);
            if (at % 50 === 49 && bounds.length > 0)
              checked.forgetBefore(bounds[at % bounds.length]! * MINUTE);
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  test("keeps as many features of the user's own apart as it has room for, and counts what it leaves out", () => {
    const history = new History({ barsMax: 1_000 });
    for (let n = 0; n < 70; n++) history.add(aRecord({ window_start: n * MINUTE, custom: { [`f${n}`]: n } }));
    assert.deepEqual(
      history.customNames,
      Array.from({ length: 64 }, (_, n) => `f${n}`),
    );
    assert.equal(history.leftOutValues, 6);
    const held = history.features("AMZN", "1m", 0, 70 * MINUTE) ?? [];
    assert.deepEqual(
      held.map(({ custom }) => Object.values(custom)),
      Array.from({ length: 70 }, (_, n) => (n < 64 ? [n] : [])),
    );
    history.clear();
    assert.equal(history.leftOutValues, 6);
  });

  test("takes no window and no series beyond its bounds, and takes them again where others went", () => {
    const history = new History({ barsMax: 10, windowsMax: 2, seriesMax: 3 });
    const add = (ticker: string, window: string, at: number) =>
      history.add(aRecord({ ticker, window, window_start: at * MINUTE, window_end: (at + 1) * MINUTE }));
    assert.ok(add("A", "1m", 0) && add("B", "1m", 1) && add("A", "5m", 2));
    assert.equal(add("B", "5m", 3), undefined);
    assert.equal(add("A", "1h", 3), undefined);
    assert.ok(add("A", "1m", 1));
    assert.equal(history.refusedRecords, 2);
    history.forgetBefore(3 * MINUTE);
    assert.deepEqual(history.windows(), [{ window: "5m", kind: "tumbling", tickers: 1 }]);
    assert.ok(add("A", "1h", 4) && add("B", "1h", 4));
    assert.equal(add("C", "1h", 4), undefined);
  });

  test("names windows by kind and length", () => {
    const history = new History({ barsMax: 100 });
    const kinds = {
      "1h": "tumbling",
      "session:30s": "session",
      "5m/1m": "sliding",
      "90s": "tumbling",
      odd: "?",
    };
    for (const [window, window_kind] of Object.entries(kinds)) history.add(aRecord({ window, window_kind }));
    assert.deepEqual(
      history.windows().map(({ window }) => window),
      ["90s", "1h", "5m/1m", "session:30s", "odd"],
    );
  });

  test("takes half as much memory again at worst, in whatever order bars come and however they go", () => {
    const COUNT = 20_000;
    const proto = aRecord();
    // None goes before the last is measured.
    const all: History[] = [];
    const heldAfter = (starts: readonly number[], end = (start: number) => start + 1) => {
      const before = arraysHeld();
      const history = new History({ barsMax: COUNT / 2 });
      all.push(history);
      for (const start of starts)
        history.add({ ...proto, window_start: start * MINUTE, window_end: end(start) * MINUTE });
      assert.ok(history.bars > COUNT / 2 - 32);
      return arraysHeld() - before;
    };
    const ascending = Array.from({ length: COUNT }, (_, n) => n);
    // Each block is split as soon as it is full: what comes next begins in its middle.
    const splitting = ascending.toSorted((a, b) => (a % 64) - (b % 64) || a - b);
    const usual = heldAfter(ascending);
    for (const [name, starts] of Object.entries({
      descending: ascending.toReversed(),
      splitting,
      descendingSplits: splitting.toReversed(),
    })) {
      for (const end of [undefined, () => COUNT + 1]) {
        const held = heldAfter(starts, end);
        assert.ok(held < 1.5 * usual, `${name}: ${held} bytes, and ${usual} in order`);
      }
    }
    assert.equal(all.length, 7);
  });

  test("holds nothing of what was cleared, strings and names of own features neither", () => {
    const history = new History({ barsMax: 100 });
    history.add(aRecord({ custom: { mine: 1 } }));
    assert.ok(history.has("custom.mine"));
    history.clear();
    assert.deepEqual([history.bars, history.windows(), history.customNames], [0, [], []]);
    assert.ok(history.add(aRecord()));
    const unseen = history.columns("AMZN", "1m", 0, MINUTE, ["custom.mine", "close"]);
    assert.deepEqual(unseen?.["custom.mine"], [null], "a page may go on asking for it");
  });
});
