import type { Prices } from "../prices.ts";
import { finite } from "./finite.ts";
import { logReturn } from "./returns.ts";
import type { Statistics } from "./statistics.ts";
import { dollarVolume } from "./volume-flow.ts";

/** How much trading moves the price, where there are no quotes to tell. */
export const liquidity: Statistics<"amihud" | "roll_spread"> = {
  fields: {
    amihud: {
      unit: "1 / currency",
      formula: "abs(log_return) / dollar_volume",
      nullWhen: "log_return or dollar_volume is null, or dollar_volume is not above 0",
      reference: "Amihud 2002",
    },
    roll_spread: {
      unit: "price",
      formula:
        "2 sqrt(-c), c = sample covariance (divisor n - 3) of the n - 2 pairs (p_i - p_i-1, p_i+1 - p_i)",
      nullWhen: "fewer than 4 ticks, or c is not below 0 by more than the rounding of the prices to doubles",
      reference: "Roll 1984",
    },
  },
  compute(window, into) {
    const logged = logReturn(window);
    const dollars = dollarVolume(window);
    const { columns, prices } = window;
    into.amihud =
      logged === null || dollars === null || !(dollars > 0) ? null : finite(Math.abs(logged) / dollars);
    into.roll_spread = columns.length < 4 ? null : finite(rollSpread(columns.price, columns.length, prices));
  },
};

/**
 * NaN where the covariance is not below 0. One that is within its own rounding error of 0, and within what rounding the
 * prices to doubles can make of 0, counts as 0: a steady trend in cents has no spread made of rounding. Prices are divided by their range; the means of the changes telescope. The error of
 * the covariance is relative to the sum of the magnitudes.
 */
function rollSpread(price: Float64Array, length: number, { low, high }: Prices): number {
  const pairs = length - 2;
  const range = high - low;
  if (range === 0) return Number.NaN;

  const meanBefore = (price[length - 2]! - price[0]!) / range / pairs;
  const meanAfter = (price[length - 1]! - price[1]!) / range / pairs;
  let covariance = 0;
  let magnitudes = 0;
  let deviations = 0;
  let change = (price[1]! - price[0]!) / range;
  for (let i = 2; i < length; i++) {
    const before = change - meanBefore;
    change = (price[i]! - price[i - 1]!) / range;
    const after = change - meanAfter;
    covariance += before * after;
    magnitudes += Math.abs(before * after);
    deviations += Math.abs(before) + Math.abs(after);
  }
  const priceError = (Number.EPSILON * Math.max(Math.abs(low), Math.abs(high))) / range;
  // A deviation is off by at most 4 rounding errors of 1, which no scaled change exceeds; a sum by one for each term.
  const error = Number.EPSILON * (pairs * magnitudes + 4 * deviations + 16 * Number.EPSILON * pairs);
  if (covariance >= -(error + priceError * deviations)) return Number.NaN;
  return 2 * range * Math.sqrt(-covariance / (pairs - 1));
}
