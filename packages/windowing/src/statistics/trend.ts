import type { ClosedWindow } from "../closed-window.ts";
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
  compute(window, into) {
    into.slope = finite(slopeOf(window));
    into.twap = finite(timeWeightedMean(window));
  },
};

/**
 * NaN where all times are the same. Times and prices are taken from the first tick on and divided by their range;
 * the sum of products cancels: its error is relative to the sum of the magnitudes.
 */
function slopeOf({ columns: { time, price, length: n }, prices: { open, low, high } }: ClosedWindow): number {
  const start = time[0]!;
  const spanMs = time[n - 1]! - start;
  if (spanMs === 0) return Number.NaN;
  const range = high - low;
  if (range === 0) return 0;

  let times = 0;
  let prices = 0;
  for (let i = 0; i < n; i++) {
    times += (time[i]! - start) / spanMs;
    prices += (price[i]! - open) / range;
  }
  let products = 0;
  let squares = 0;
  for (let i = 0; i < n; i++) {
    const t = (time[i]! - start) / spanMs - times / n;
    products += t * ((price[i]! - open) / range - prices / n);
    squares += t * t;
  }
  return (products / squares) * (1_000 / spanMs) * range;
}

/** Taken from the lowest price on, if that is above 0: no term cancels another, and a constant price is its own average. */
function timeWeightedMean({ columns: { time, price, length }, prices: { low, mean } }: ClosedWindow): number {
  const spanMs = time[length - 1]! - time[0]!;
  if (spanMs === 0) return mean;
  const base = Math.max(low, 0);
  let above = 0;
  for (let i = 1; i < length; i++) {
    above += (price[i - 1]! - base) * ((time[i]! - time[i - 1]!) / spanMs);
  }
  return base + above;
}
