import { finite } from "./finite.ts";
import type { Field, Statistics } from "./statistics.ts";

type Name = "median" | "quantile_05" | "quantile_25" | "quantile_75" | "quantile_95";

/** Room for one window's sorted prices: grows, is never given back, and is safe because the core runs on one thread. */
let scratch = new Float64Array(256);

/** Quantiles of the ticks' prices, each tick counted once. */
export const quantiles: Statistics<Name> = {
  fields: {
    median: quantileField("0.5"),
    quantile_05: quantileField("0.05"),
    quantile_25: quantileField("0.25"),
    quantile_75: quantileField("0.75"),
    quantile_95: quantileField("0.95"),
  },
  compute({ columns: { price }, from, to }) {
    const sorted = sortInScratch(price, from, to);
    return {
      median: quantile(sorted, 50),
      quantile_05: quantile(sorted, 5),
      quantile_25: quantile(sorted, 25),
      quantile_75: quantile(sorted, 75),
      quantile_95: quantile(sorted, 95),
    };
  },
};

function quantileField(q: string): Field {
  return {
    unit: "price",
    formula: `sorted prices x[0..n-1], h = (n - 1) * ${q}: x[floor h] + (h - floor h) * (x[floor h + 1] - x[floor h])`,
    nullWhen: "",
    reference: "Hyndman & Fan 1996, type 7 (the default of numpy and pandas)",
  };
}

/** The rank is split in integers, so that a quantile that is a tick's own price is exactly that. */
function quantile(sorted: Float64Array, percent: number): number | null {
  const rank = (sorted.length - 1) * percent;
  const index = Math.floor(rank / 100);
  const lower = sorted[index]!;
  if (rank % 100 === 0) return finite(lower);
  return finite(lower + ((rank % 100) / 100) * (sorted[index + 1]! - lower));
}

function sortInScratch(price: Float64Array, from: number, to: number): Float64Array {
  const n = to - from;
  if (scratch.length < n) scratch = new Float64Array(Math.max(n, 2 * scratch.length));
  const sorted = scratch.subarray(0, n);
  for (let i = 0; i < n; i++) sorted[i] = price[from + i]!;
  return sorted.sort();
}
