import assert from "node:assert/strict";
import { test } from "node:test";
import type { Features } from "@market/windowing";
import fc from "fast-check";
import { logArbitrary } from "../model/arbitrary.ts";
import { tumbling } from "../model/define.ts";
import { model } from "../model/model.ts";
import type { LogRecord } from "../model/record.ts";
import { sameRecords } from "../model/same.ts";
import { foldAll, foldWithRestarts } from "./fold.ts";

const HOUR = 3_600_000;

const lateTicks = (late: ReturnType<typeof foldAll>["late"]) =>
  late.map(({ offset, tick, watermark, windows }) => ({
    offset,
    ticker: tick.ticker,
    time: tick.time,
    watermark,
    windows,
  }));

test("every log gives the features, late ticks and unbelieved ticks of the naive model, in its order", () => {
  fc.assert(
    fc.property(logArbitrary(), ({ records, options }) => {
      const expected = model(records, options);
      const actual = foldAll(records, options);
      assert.equal(sameRecords(actual.features, expected.features), undefined);
      assert.deepEqual(lateTicks(actual.late), expected.late);
      assert.deepEqual(
        [...actual.verdicts].filter(([, verdict]) => verdict === "future").map(([offset]) => offset),
        expected.future,
      );
    }),
    { numRuns: 3_000 },
  );
});

test("a folded tick lies in a window of every definition that it is not late for", () => {
  fc.assert(
    fc.property(logArbitrary(), ({ records, options }) => {
      const last = records.at(-1);
      const end: LogRecord = {
        kind: "clock",
        offset: (last?.offset ?? -1) + 1,
        timestamp: (last?.timestamp ?? 0) + 90 * HOUR,
      };
      const { features, late, verdicts } = foldAll([...records, end], options);
      for (const record of records) {
        if (record.kind !== "tick" || verdicts.get(record.offset) !== "folded") continue;
        const { ticker, time } = record.tick;
        const holds = (each: Features) =>
          each.ticker === ticker && each.window_start <= time && time < each.window_end;
        const missed = late
          .filter(({ offset }) => offset === record.offset)
          .flatMap(({ windows }) => windows);
        const names = new Set([...features.filter(holds), ...missed].map(each => each.window));
        assert.deepEqual(
          options.definitions.map(({ name }) => name).filter(name => !names.has(name)),
          [],
          `a ${ticker} of ${new Date(time).toISOString()} is in no window of`,
        );
      }
    }),
    { numRuns: 2_000 },
  );
});

test("a run restarted from its checkpoints anywhere publishes what an unbroken run publishes", () => {
  fc.assert(
    fc.property(
      logArbitrary(),
      fc.array(fc.nat(), { maxLength: 4 }),
      fc.integer({ min: 1, max: 20 }),
      ({ records, options }, at, saveEvery) => {
        const cuts = at.map(each => each % (records.length + 1)).sort((a, b) => a - b);
        const whole = foldAll(records, options);
        const broken = foldWithRestarts(records, options, cuts, undefined, saveEvery);
        assert.deepEqual(broken.features, whole.features);
        assert.deepEqual(broken.late, whole.late);
      },
    ),
    { numRuns: 2_000 },
  );
});

test("adding a definition changes no record of another definition", () => {
  fc.assert(
    fc.property(logArbitrary(), ({ records, options }) => {
      const extra = tumbling("9s", 9_000);
      const all = options;
      const alone = foldAll(records, all).features;
      const beside = foldAll(records, { ...all, definitions: [...all.definitions, extra] }).features;
      assert.deepEqual(
        beside.filter(each => each.window !== extra.name),
        alone,
      );
    }),
    { numRuns: 1_000 },
  );
});

test("a definition added at a restart starts with each ticker's first window from its watermark on, whole", () => {
  const added = tumbling("9s", 9_000);
  fc.assert(
    fc.property(logArbitrary(), fc.nat(), fc.nat(), ({ records, options }, at, again) => {
      const before = options;
      const after = { ...before, definitions: [...before.definitions, added] };
      const cut = at % (records.length + 1);
      const first = foldWithRestarts(records.slice(0, cut), before, []);
      const { state } = first;
      const rest = foldWithRestarts(records, after, [cut + (again % (records.length - cut + 1))], {
        state,
        cut,
      });
      const starts = new Map(
        [...state.tickers].map(each => [each.ticker, each.watermark ?? Number.NEGATIVE_INFINITY]),
      );
      const isOwn = ({ ticker, window_start }: Features) =>
        window_start >= (starts.get(ticker) ?? Number.NEGATIVE_INFINITY);
      const ofAdded = (features: Features[]) =>
        features.filter(each => each.window === added.name).map(prices);
      const whole = foldAll(records, after).features.filter(isOwn);
      assert.deepEqual(ofAdded(rest.features), ofAdded(whole));
      // What a definition never had it cannot have missed.
      assert.ok(rest.late.every(({ windows }) => windows.length > 0));
    }),
    { numRuns: 2_000 },
  );
});

/** What does not look back at earlier windows. */
const prices = ({ ticker, window_start, ticks, open, high, low, close, mean, first_offset }: Features) => ({
  ticker,
  window_start,
  ticks,
  open,
  high,
  low,
  close,
  mean,
  first_offset,
});
