import { extentOf, meanOf } from "../prices.ts";
import { finite } from "./finite.ts";
import type { Statistics } from "./statistics.ts";

/** How the price went with time. */
export const trend: Statistics<"slope" | "twap"> = {
  fields: {
    slope: {
      unit: "price per second",
      formula: "sum (t_i - mean t) (p_i - mean) / sum (t_i - mean t)^2, t in seconds",
      nullWhen: "all ticks have the same event time",
      reference: "ordinary least squares of price on event time",
    },
    twap: {
      unit: "price",
      formula:
        "time-weighted average price: sum over i < n of p_i (t_i+1 - t_i), divided by (t_n - t_1); the mean where all ticks have the same event time",
      nullWhen: "",
      reference: "twap of QuestDB",
    },
  },
  compute({ columns: { time, price }, from, to }) {
    return {
      slope: finite(slopeOf(time, price, from, to)),
      twap: finite(timeWeightedMean(time, price, from, to)),
    };
  },
};

/**
 * NaN where all times are the same. Times and prices are taken from the first tick on and divided by their range;
 * the sum of products cancels: its error is relative to the sum of the magnitudes.
 */
function slopeOf(time: Float64Array, price: Float64Array, from: number, to: number): number {
  const start = time[from]!;
  const spanMs = time[to - 1]! - start;
  if (spanMs === 0) return Number.NaN;
  const { low, high } = extentOf(price, from, to);
  const range = high - low;
  if (range === 0) return 0;

  const n = to - from;
  const open = price[from]!;
  let times = 0;
  let prices = 0;
  for (let row = from; row < to; row++) {
    times += (time[row]! - start) / spanMs;
    prices += (price[row]! - open) / range;
  }
  let products = 0;
  let squares = 0;
  for (let row = from; row < to; row++) {
    const t = (time[row]! - start) / spanMs - times / n;
    products += t * ((price[row]! - open) / range - prices / n);
    squares += t * t;
  }
  return (products / squares) * (1_000 / spanMs) * range;
}

/** Taken from the lowest price on, if that is above 0: no term cancels another, and a constant price is its own average. */
function timeWeightedMean(time: Float64Array, price: Float64Array, from: number, to: number): number {
  const spanMs = time[to - 1]! - time[from]!;
  if (spanMs === 0) return meanOf(price, from, to);
  const base = Math.max(extentOf(price, from, to).low, 0);
  let above = 0;
  for (let row = from + 1; row < to; row++) {
    above += (price[row - 1]! - base) * ((time[row]! - time[row - 1]!) / spanMs);
  }
  return base + above;
}
