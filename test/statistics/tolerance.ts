import assert from "node:assert/strict";
import type { NaiveTick, NaiveWindow } from "../model/statistics/window.ts";
import { naiveStatistics } from "../model/statistics.ts";
import type { StatisticName, StatisticValues } from "./core.ts";

const RELATIVE = 1e-9;
/** Where doubles are so small that they have few digits left, a result cannot be better than its neighbours. */
const ABSOLUTE = 100 * Number.MIN_VALUE;
/** The covariance behind the Roll spread is right to this much of the square of the largest price change. */
const COVARIANCE = 1e-13;

/** Whether `actual` is `expected`, of exact arithmetic, but for rounding; null where that is null, and only there. */
export function assertClose(actual: StatisticValues, expected: StatisticValues, window: NaiveWindow): void {
  for (const name of Object.keys(expected) as StatisticName[]) {
    if (name === "roll_spread") assertRollSpread(actual[name], expected[name], window.ticks);
    else assertNear(name, actual[name], expected[name], () => magnitudeOf(name, expected, window));
  }
}

function assertNear(
  name: string,
  actual: number | null,
  expected: number | null,
  magnitude: () => number,
): void {
  if (actual === expected) return;
  assert.ok(actual !== null && expected !== null, `${name} is ${actual}, not ${expected}`);
  const tolerance = RELATIVE * magnitude() + ABSOLUTE;
  assert.ok(
    Math.abs(actual - expected) <= tolerance,
    `${name} is ${actual}, not ${expected} (± ${tolerance})`,
  );
}

/**
 * Null where the exact covariance is not below 0, always. Where it is below 0 by less than rounding can tell, it may
 * be null as well: so covariances are compared, and null is one of 0. Rounding is also that of the prices themselves.
 */
function assertRollSpread(actual: number | null, expected: number | null, ticks: readonly NaiveTick[]): void {
  if (expected === null) {
    assert.equal(actual, null, "roll_spread");
    return;
  }
  const changes = ticks.slice(1).map(({ price }, i) => Math.abs(price - ticks[i]!.price));
  const unit = Math.max(...changes);
  const covariance = (spread: number) => -((spread / 2 / unit) ** 2);
  const error = Math.abs(covariance(actual ?? 0) - covariance(expected));
  const largest = Math.max(...ticks.map(({ price }) => Math.abs(price)));
  const ofPrices = actual === null ? (8 * Number.EPSILON * largest) / unit : 0;
  assert.ok(
    error <= RELATIVE * -covariance(expected) + COVARIANCE + ofPrices,
    `roll_spread is ${actual}, not ${expected}: ${error} of the largest change squared`,
  );
}

/** What an error is relative to: the value itself or, where terms of both signs make it up, the sum of their magnitudes. */
function magnitudeOf(name: StatisticName, expected: StatisticValues, window: NaiveWindow): number {
  const n = window.ticks.length;
  const value = Math.abs(expected[name]!);
  switch (name) {
    // Of these two the least that the sum of magnitudes can be: m3 and m4 of abs(p - mean) are at least powers of m2.
    case "skewness":
      return Math.sqrt(n * (n - 1)) / (n - 2);
    case "kurtosis":
      return ((n - 1) / ((n - 2) * (n - 3))) * (4 * (n + 1) + 6);
    case "std":
      return value + unknownTo(window);
    case "slope":
      return magnitudeOfSlope(window.ticks) + unknownTo(window);
    case "jump_variation":
      return expected.realized_variance! + expected.bipower_variation!;
    case "garman_klass_variance":
      return 2 * Math.LN2 * expected.parkinson_variance!;
    case "amihud":
      return value * (ofMagnitudes(window).dollar_volume! / expected.dollar_volume!);
    case "median":
    case "quantile_05":
    case "quantile_25":
    case "quantile_75":
    case "quantile_95":
      return hasNegative(window) ? Math.max(...window.ticks.map(({ price }) => Math.abs(price))) : value;
    case "twap":
    case "vwap":
    case "dollar_volume":
      return hasNegative(window) ? ofMagnitudes(window)[name]! : value;
    default:
      return value;
  }
}

/** The model's 50 digits leave this of prices that are all the same, far below the last digit of a double. */
function unknownTo({ ticks }: NaiveWindow): number {
  return 1e-35 * Math.max(...ticks.map(({ price }) => Math.abs(price)));
}

function hasNegative({ ticks }: NaiveWindow): boolean {
  return ticks.some(({ price }) => price < 0);
}

function ofMagnitudes(window: NaiveWindow): StatisticValues {
  const ticks = window.ticks.map(tick => ({ ...tick, price: Math.abs(tick.price) }));
  return naiveStatistics({ ...window, ticks }) as StatisticValues;
}

function magnitudeOfSlope(ticks: readonly NaiveTick[]): number {
  const times = ticks.map(({ time }) => (time - ticks[0]!.time) / 1_000);
  const prices = ticks.map(({ price }) => price - ticks[0]!.price);
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value / values.length, 0);
  const [t, p] = [mean(times), mean(prices)];
  const squares = times.reduce((sum, time) => sum + (time - t) ** 2, 0);
  return times.reduce((sum, time, i) => sum + (Math.abs(time - t) / squares) * Math.abs(prices[i]! - p), 0);
}
