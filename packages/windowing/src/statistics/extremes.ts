import type { Statistics } from "./statistics.ts";

/** When the window's highest and lowest prices were reached. */
export const extremes: Statistics<"high_time" | "low_time"> = {
  fields: {
    high_time: {
      unit: "ms since the epoch",
      formula: "event time of the first tick at the highest price",
      nullWhen: "",
      reference: "",
    },
    low_time: {
      unit: "ms since the epoch",
      formula: "event time of the first tick at the lowest price",
      nullWhen: "",
      reference: "",
    },
  },
  compute({ columns: { time, price, length }, prices: { high, low } }, into) {
    into.high_time = time[indexOf(high, price, length)]!;
    into.low_time = time[indexOf(low, price, length)]!;
  },
};

/** A loop: the built-in search takes some 50 ns to begin (2026-11). */
function indexOf(value: number, values: Float64Array, length: number): number {
  let i = 0;
  while (i < length - 1 && values[i] !== value) i++;
  return i;
}
