import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { NaiveWindow } from "../model/statistics/window.ts";
import { naiveStatistics } from "../model/statistics.ts";
import { longWindowArbitrary, windowArbitrary } from "./arbitrary.ts";
import { closedWindow } from "./closed-window.ts";
import { computeStatistics, FIELDS, type StatisticName, type StatisticValues } from "./core.ts";
import { assertClose } from "./tolerance.ts";

const NAMES = Object.keys(FIELDS) as StatisticName[];

function assertExact(naive: NaiveWindow): void {
  const actual = computeStatistics(closedWindow(naive), undefined);
  const expected = naiveStatistics(naive) as StatisticValues;
  assert.deepEqual(Object.keys(actual), Object.keys(expected));
  assertClose(actual, expected, naive);
}

test("every statistic of every window is that of exact arithmetic to 1e-9, and null where that is null", () => {
  fc.assert(fc.property(windowArbitrary, assertExact), { numRuns: 10_000 });
});

test("so it is of windows of 4,000 ticks", () => {
  fc.assert(fc.property(longWindowArbitrary, assertExact), { numRuns: 5, endOnFailure: true });
});

test("so it is at the edges of what a double can hold", () => {
  const ticks = (...rows: [time: number, price: number, growth: number][]): NaiveWindow => ({
    kind: "tumbling",
    start: 0,
    end: 1_000,
    ticks: rows.map(([time, price, growth]) => ({ time, price, growth })),
    volume: rows.reduce((volume, [, , growth]) => volume + growth, 0),
    priceBefore: undefined,
    signBefore: 0,
    gapMs: 0,
  });
  const last = (digits: number) => 1e-300 * (1 + digits * Number.EPSILON);
  // Differences of a few bits, far below the smallest double that has all its digits.
  assertExact(ticks([0, last(0), 3], [0, last(1), 5], [1, last(1), 1], [1, last(0), 2], [1, last(2), 9]));
  // Terms that overflow, alone or added up, of sums that do not.
  assertExact(ticks([0, 1e300, 1e9], [1, -1e300, 1e9], [2, 5, 1]));
  assertExact(ticks([0, 1e300, 1e12], [1, 9e299, 1e12], [2, 1e300, 1e12], [3, 9.5e299, 1e12]));
  assertExact(ticks([0, 1e300, 0], [1, 1e-300, 7], [2, 1e-300, 7], [3, 1e300, 0]));
});

test("no statistic is ever NaN, infinite or a negative zero", () => {
  fc.assert(
    fc.property(windowArbitrary, naive => {
      for (const [name, value] of Object.entries(computeStatistics(closedWindow(naive), undefined))) {
        assert.ok(value === null || (Number.isFinite(value) && !Object.is(value, -0)), `${name} is ${value}`);
      }
    }),
    { numRuns: 10_000 },
  );
});

test("statistics that are not wanted are null and change none of the others", () => {
  fc.assert(
    fc.property(windowArbitrary, fc.subarray(NAMES), (naive, names) => {
      const wanted = new Set(names);
      const all = computeStatistics(closedWindow(naive), undefined);
      const some = computeStatistics(closedWindow(naive), wanted);
      const expected = NAMES.map(name => [name, wanted.has(name) ? all[name] : null]);
      assert.deepEqual(Object.entries(some), expected);
    }),
    { numRuns: 1_000 },
  );
});

test("nothing that was computed before or lies around the window reaches its statistics", () => {
  fc.assert(
    fc.property(windowArbitrary, windowArbitrary, (naive, other) => {
      const before = computeStatistics(closedWindow(naive), undefined);
      computeStatistics(closedWindow(other), undefined);
      assert.deepEqual(computeStatistics(closedWindow(naive, { around: 0 }), undefined), before);
    }),
    { numRuns: 1_000 },
  );
});

test("computing statistics leaves the window as it was", () => {
  fc.assert(
    fc.property(windowArbitrary, naive => {
      const window = closedWindow(naive);
      computeStatistics(window, undefined);
      assert.deepEqual(window, closedWindow(naive));
    }),
    { numRuns: 1_000 },
  );
});

test("the key order of the documented fields is that of the values", () => {
  assert.deepEqual(Object.keys(FIELDS), [
    ...["high_time", "low_time", "median", "quantile_05", "quantile_25", "quantile_75", "quantile_95"],
    ...["std", "skewness", "kurtosis", "slope", "twap", "dollar_volume", "vwap", "log_return"],
    ...["realized_variance", "upside_semivariance", "downside_semivariance", "bipower_variation"],
    ...["jump_variation", "parkinson_variance", "garman_klass_variance", "rogers_satchell_variance"],
    ...["up_ticks", "down_ticks", "buy_volume", "sell_volume", "signed_volume", "volume_imbalance"],
    ...["spread", "spread_bps", "microprice", "amihud", "roll_spread", "longest_silence_ms", "coverage"],
  ]);
});
