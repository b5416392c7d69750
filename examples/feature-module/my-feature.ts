// Features of your own, computed by the windower: custom.efficiency and custom.ticks_per_second in every record.
//
//     FEATURE_MODULES=./examples/feature-module/my-feature.ts npm start -- --json

import type { WindowTicks } from "@market/windowing";

/** Kaufman's efficiency ratio: how straight the price went, 1 for a line, near 0 for noise. Null where it did not move. */
export function efficiency({ price }: WindowTicks): number | null {
  let path = 0;
  for (let i = 1; i < price.length; i++) path += Math.abs(price[i]! - price[i - 1]!);
  return path === 0 ? null : Math.abs(price.at(-1)! - price[0]!) / path;
}

/** Ticks per second of the window. */
export function ticks_per_second({ length, start, end }: WindowTicks): number {
  return length / ((end - start) / 1_000);
}
