import { finite } from "./finite.ts";
import type { Field, Statistics } from "./statistics.ts";

type Name = "median" | "quantile_05" | "quantile_25" | "quantile_75" | "quantile_95";

/** Room for one window's sorted prices: grows, is never given back, and is safe because the core runs on one thread. */
let scratch = new Float64Array(256);
/** Up to here sorting by insertion is faster than the call of the built-in sort (2026-11). */
const INSERTED_MAX = 64;

/** Quantiles of the ticks' prices, each tick counted once. */
export const quantiles: Statistics<Name> = {
  fields: {
    median: quantileField("0.5"),
    quantile_05: quantileField("0.05"),
    quantile_25: quantileField("0.25"),
    quantile_75: quantileField("0.75"),
    quantile_95: quantileField("0.95"),
  },
  compute({ columns: { price, length } }, into) {
    sortIntoScratch(price, length);
    into.median = quantile(length, 50);
    into.quantile_05 = quantile(length, 5);
    into.quantile_25 = quantile(length, 25);
    into.quantile_75 = quantile(length, 75);
    into.quantile_95 = quantile(length, 95);
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
function quantile(length: number, percent: number): number | null {
  const rank = (length - 1) * percent;
  const index = Math.floor(rank / 100);
  const lower = scratch[index]!;
  const past = rank - index * 100;
  if (past === 0) return finite(lower);
  return finite(lower + (past / 100) * (scratch[index + 1]! - lower));
}

function sortIntoScratch(price: Float64Array, length: number): void {
  if (scratch.length < length) scratch = new Float64Array(2 * length);
  if (length > INSERTED_MAX) {
    scratch.set(price.subarray(0, length));
    scratch.subarray(0, length).sort();
    return;
  }
  for (let i = 0; i < length; i++) {
    const p = price[i]!;
    let at = i;
    for (; at > 0 && scratch[at - 1]! > p; at--) scratch[at] = scratch[at - 1]!;
    scratch[at] = p;
  }
}
