import type { Columns } from "./columns.ts";

export interface Prices {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** The arithmetic mean over the ticks. */
  readonly mean: number;
}

/** Price features of rows `from` to `to`, which must not be empty; open and close go by event time. */
export function summarizePrices({ price }: Columns, from: number, to: number): Prices {
  let high = price[from]!;
  let low = high;
  let sum = 0;
  for (let row = from; row < to; row++) {
    const p = price[row]!;
    if (p > high) high = p;
    if (p < low) low = p;
    sum += p;
  }
  return { open: price[from]!, high, low, close: price[to - 1]!, mean: sum / (to - from) };
}
