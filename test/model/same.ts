import { isDeepStrictEqual } from "node:util";
import { allowanceOf, CANCELLED, type Scale, wholeStatistics } from "./allowance.ts";
import type { Features } from "./record.ts";
import { type StatisticName, statisticNames } from "./statistics.ts";

const RELATIVE = 1e-9;

/**
 * The first field in which a record is not what it should be, with what it is; undefined where there is
 * none. Fields that lack or should not be there count. Statistics may be off by 1e-9 of themselves and,
 * where their parts cancel, by a little of what these are (allowance.ts); all else has to be equal.
 */
export function sameFeatures(actual: object, expected: Features): string | undefined {
  const fields = new Set([...Object.keys(expected), ...Object.keys(actual)]);
  for (const field of fields) {
    const is = Object.hasOwn(actual, field) ? shown(Reflect.get(actual, field)) : "missing";
    if (!Object.hasOwn(expected, field)) return `${field} is ${is}, and should not be there`;
    if (!isSame(field, actual, expected))
      return `${field} is ${is}, not ${shown(Reflect.get(expected, field))}`;
  }
  return undefined;
}

/** The first record that is missing, not expected or not as it should be, by its place and field. */
export function sameRecords(actual: readonly object[], expected: readonly Features[]): string | undefined {
  for (const [i, should] of expected.entries()) {
    const is = actual[i];
    const difference = is === undefined ? "is missing" : sameFeatures(is, should);
    if (difference !== undefined)
      return `${i}: ${should.ticker} ${should.window} ${should.window_start}: ${difference}`;
  }
  return actual.length > expected.length ? `${actual.length} records, not ${expected.length}` : undefined;
}

const statistics = new Set<string>(statisticNames);

function isSame(field: string, actual: object, expected: Features): boolean {
  if (!Object.hasOwn(actual, field)) return false;
  const is: unknown = Reflect.get(actual, field);
  if (statistics.has(field) && (typeof is === "number" || is === null))
    return isSameStatistic(field as StatisticName, is, expected);
  return isDeepStrictEqual(is, Reflect.get(expected, field));
}

/** Whether a statistic of a window is what it should be; `expected` are all of them, and the base fields. */
function isSameStatistic(
  name: StatisticName,
  is: number | null,
  expected: Scale & Record<StatisticName, number | null>,
): boolean {
  const should = expected[name];
  if (name === "roll_spread") return isSameRoll(is, should, expected);
  if (is === null || should === null) return is === should;
  // A result of 0 is 0: -0 would be made from nothing.
  if (wholeStatistics.has(name) || Object.is(is, -0)) return Object.is(is, should);
  // Below the normal doubles a result is a multiple of the smallest.
  const allowance = allowanceOf(name, expected) + 4 * Number.MIN_VALUE;
  return Math.abs(is - should) <= RELATIVE * Math.abs(should) + allowance;
}

/**
 * The square of the spread is four times a covariance, which cancels: from a positive one, which makes the
 * spread null, to a negative one it is not far.
 */
function isSameRoll(is: number | null, should: number | null, { high, low }: Scale): boolean {
  const range = high - low;
  const squareOf = (spread: number | null) => (spread === null || range === 0 ? 0 : (spread / range) ** 2);
  if (range === 0 || Object.is(is, -0)) return is === should;
  const square = squareOf(should);
  // What the rounding of the prices to doubles can make of a covariance of 0 may be null.
  const ofPrices = is === null ? (32 * Number.EPSILON * Math.max(Math.abs(high), Math.abs(low))) / range : 0;
  return Math.abs(squareOf(is) - square) <= 2 * RELATIVE * square + CANCELLED + ofPrices;
}

function shown(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
