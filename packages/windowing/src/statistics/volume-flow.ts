import type { ClosedWindow } from "../closed-window.ts";
import { finite } from "./finite.ts";
import type { Statistics } from "./statistics.ts";

/** A power of two, so that scaling by it rounds nothing: prices times volumes of any size stay finite under it. */
const SCALE = 2 ** 512;

/** What the window's volume cost; v_i is by how much tick i raised the volume counter of its trading session. */
export const volumeFlow: Statistics<"dollar_volume" | "vwap"> = {
  fields: {
    dollar_volume: {
      unit: "currency",
      formula: "sum p_i v_i",
      nullWhen: "volume is null",
      reference: "",
    },
    vwap: {
      unit: "price",
      formula: "volume-weighted average price: sum p_i v_i / sum v_i",
      nullWhen: "volume is null or 0",
      reference: "",
    },
  },
  compute(window, into) {
    into.dollar_volume = dollarVolume(window);
    into.vwap = volumeWeightedMean(window);
  },
};

/** Prices below 0 cancel: the error is relative to the sum of the magnitudes. */
export function dollarVolume({ columns: { price, growth, length }, volume }: ClosedWindow): number | null {
  if (volume === null) return null;
  let sum = 0;
  for (let i = 0; i < length; i++) sum += price[i]! * growth[i]!;
  if (Number.isFinite(sum)) return finite(sum);
  // Prices of both signs may overflow on the way to a sum that does not.
  sum = 0;
  for (let i = 0; i < length; i++) sum += (price[i]! / SCALE) * growth[i]!;
  return finite(sum * SCALE);
}

/** Taken from the lowest price on, if that is above 0: no term cancels another, and a constant price is its own average. */
function volumeWeightedMean({ columns, prices: { low }, volume }: ClosedWindow): number | null {
  if (volume === null || volume === 0) return null;
  const { price, growth, length } = columns;
  const base = Math.max(low, 0);
  let above = 0;
  for (let i = 0; i < length; i++) above += (price[i]! - base) * (growth[i]! / volume);
  return finite(base + above);
}
