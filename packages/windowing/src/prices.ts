import type { Columns } from "./columns.ts";

export interface Prices {
  readonly open: number;
  readonly low: number;
  readonly high: number;
  readonly close: number;
  /** The arithmetic mean over the ticks. Finite, as all prices are. */
  readonly mean: number;
}

/** Price features of a window's ticks; open and close go by event time. */
export function summarizePrices({ price, length }: Columns): Prices {
  const open = price[0]!;
  let low = open;
  let high = open;
  let sum = 0;
  for (let i = 0; i < length; i++) {
    const p = price[i]!;
    if (p > high) high = p;
    if (p < low) low = p;
    sum += p;
  }
  const mean = sum / length;
  const close = price[length - 1]!;
  if (Number.isFinite(mean)) return { open, low, high, close, mean };
  return { open, low, high, close, mean: meanBeyondSum(price, length, low, high) };
}

/** Where the sum overflows. Rounding must not lift the mean over the highest price: that could be the largest number. */
function meanBeyondSum(price: Float64Array, length: number, low: number, high: number): number {
  let mean = 0;
  for (let i = 0; i < length; i++) mean += price[i]! / length;
  return Math.min(Math.max(mean, low), high);
}
