import type { Columns } from "./columns.ts";

export interface Extent {
  readonly low: number;
  readonly high: number;
}

export interface Prices extends Extent {
  readonly open: number;
  readonly close: number;
  /** The arithmetic mean over the ticks. */
  readonly mean: number;
}

/** Price features of rows `from` to `to`, which must not be empty; open and close go by event time. */
export function summarizePrices({ price }: Columns, from: number, to: number): Prices {
  const { low, high } = extentOf(price, from, to);
  return { open: price[from]!, high, low, close: price[to - 1]!, mean: meanOf(price, from, to) };
}

/** The smallest and the largest price of rows `from` to `to`, which must not be empty. */
export function extentOf(price: Float64Array, from: number, to: number): Extent {
  let low = price[from]!;
  let high = low;
  for (let row = from + 1; row < to; row++) {
    const p = price[row]!;
    if (p > high) high = p;
    if (p < low) low = p;
  }
  return { low, high };
}

/** The arithmetic mean of rows `from` to `to`, which must not be empty. Finite, as all prices are. */
export function meanOf(price: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let row = from; row < to; row++) sum += price[row]!;
  const mean = sum / (to - from);
  return Number.isFinite(mean) ? mean : meanBeyondSum(price, from, to);
}

/** Where the sum overflows. Rounding must not lift the mean over the highest price: that could be the largest number. */
function meanBeyondSum(price: Float64Array, from: number, to: number): number {
  const { low, high } = extentOf(price, from, to);
  let mean = 0;
  for (let row = from; row < to; row++) mean += price[row]! / (to - from);
  return Math.min(Math.max(mean, low), high);
}
