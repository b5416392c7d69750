import type { ClosedWindow } from "../closed-window.ts";
import type { Columns } from "../columns.ts";
import { finite } from "./finite.ts";
import { logRatio } from "./log-ratio.ts";
import type { Statistics } from "./statistics.ts";

type Name =
  | "log_return"
  | "realized_variance"
  | "upside_semivariance"
  | "downside_semivariance"
  | "bipower_variation"
  | "jump_variation";

const NO_RETURNS = "fewer than 2 ticks, or any price not above 0";
const NO_NEIGHBOURS = "fewer than 3 ticks, or any price not above 0";

/** Realized measures of the log returns from tick to tick, r_i = ln(p_i / p_i-1) for i = 2..n. */
export const returns: Statistics<Name> = {
  fields: {
    log_return: {
      unit: "1",
      formula: "ln(close / open)",
      nullWhen: "fewer than 2 ticks, or open or close not above 0",
      reference: "",
    },
    realized_variance: {
      unit: "1",
      formula: "sum r_i^2, r_i = ln(p_i / p_i-1)",
      nullWhen: NO_RETURNS,
      reference: "Andersen, Bollerslev, Diebold & Labys 2001",
    },
    upside_semivariance: {
      unit: "1",
      formula: "sum r_i^2 over r_i > 0",
      nullWhen: NO_RETURNS,
      reference: "Barndorff-Nielsen, Kinnebrock & Shephard 2010",
    },
    downside_semivariance: {
      unit: "1",
      formula: "sum r_i^2 over r_i < 0",
      nullWhen: NO_RETURNS,
      reference: "Barndorff-Nielsen, Kinnebrock & Shephard 2010",
    },
    bipower_variation: {
      unit: "1",
      formula: "(pi / 2) * sum over i >= 3 of abs(r_i) abs(r_i-1), without a small-sample factor",
      nullWhen: NO_NEIGHBOURS,
      reference: "Barndorff-Nielsen & Shephard 2004",
    },
    jump_variation: {
      unit: "1",
      formula: "max(realized_variance - bipower_variation, 0)",
      nullWhen: NO_NEIGHBOURS,
      reference: "Barndorff-Nielsen & Shephard 2004",
    },
  },
  compute(window, into) {
    into.log_return = logReturn(window);
    into.realized_variance = null;
    into.upside_semivariance = null;
    into.downside_semivariance = null;
    into.bipower_variation = null;
    into.jump_variation = null;
    if (window.columns.length >= 2 && window.prices.low > 0) realizedMeasures(window.columns, into);
  },
};

export function logReturn({ columns, prices: { open, close } }: ClosedWindow): number | null {
  return columns.length < 2 || !(open > 0 && close > 0) ? null : finite(logRatio(close, open));
}

/** The two semivariances make up the realized variance exactly. The jump variation's error is relative to its terms. */
function realizedMeasures({ price, length }: Columns, into: Record<Name, number | null>): void {
  let upside = 0;
  let downside = 0;
  let products = 0;
  let before = 0;
  for (let i = 1; i < length; i++) {
    const r = logRatio(price[i]!, price[i - 1]!);
    if (r > 0) upside += r * r;
    else downside += r * r;
    products += Math.abs(r * before);
    before = r;
  }
  const variance = upside + downside;
  const bipower = (Math.PI / 2) * products;
  into.realized_variance = finite(variance);
  into.upside_semivariance = finite(upside);
  into.downside_semivariance = finite(downside);
  if (length < 3) return;
  into.bipower_variation = finite(bipower);
  into.jump_variation = finite(Math.max(variance - bipower, 0));
}
