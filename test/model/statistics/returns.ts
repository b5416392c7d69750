import { Exact, exact, ln, meanOf, square, sum, ZERO } from "./exact.ts";
import type { NaiveWindow } from "./window.ts";

/** How much the price moved, from tick to tick and from end to end. */
export function returnStatistics({ ticks }: NaiveWindow) {
  const prices = ticks.map(tick => tick.price);
  const isPositive = prices.every(price => price > 0);
  return {
    log_return: logReturn(prices),
    ...(isPositive ? variations(prices) : noVariations),
    ...(isPositive && prices.length >= 2 ? ranges(prices) : noRanges),
  };
}

/** From open to close; null without two ticks, or where one of the two is not above 0. */
export function logReturn(prices: number[]): Exact | null {
  const open = prices[0]!;
  const close = prices.at(-1)!;
  return prices.length < 2 || !(open > 0 && close > 0) ? null : ln(close).minus(ln(open));
}

const noVariations = {
  realized_variance: null,
  upside_semivariance: null,
  downside_semivariance: null,
  bipower_variation: null,
  jump_variation: null,
};

/**
 * Realized variance (Andersen, Bollerslev, Diebold, Labys), its semivariances (Barndorff-Nielsen,
 * Kinnebrock, Shephard 2010), and what of it is jumps (Barndorff-Nielsen, Shephard 2004).
 */
function variations(prices: number[]) {
  if (prices.length < 2) return noVariations;
  const logs = prices.map(ln);
  const returns = logs.slice(1).map((log, i) => log.minus(logs[i]!));
  const squares = (those: Exact[]) => sum(those.map(square));
  const realized = squares(returns);
  const neighbours = returns.slice(1).map((each, i) => each.abs().times(returns[i]!.abs()));
  const bipower = returns.length < 2 ? null : sum(neighbours).times(PI).div(2);
  return {
    realized_variance: realized,
    upside_semivariance: squares(returns.filter(each => each.gt(0))),
    downside_semivariance: squares(returns.filter(each => each.lt(0))),
    bipower_variation: bipower,
    jump_variation: bipower === null ? null : Exact.max(realized.minus(bipower), ZERO),
  };
}

const PI = Exact.acos(-1);
const LN_2 = new Exact(2).ln();

const noRanges = { parkinson_variance: null, garman_klass_variance: null, rogers_satchell_variance: null };

/** Parkinson (1980), Garman & Klass (1980), Rogers & Satchell (1991). */
function ranges(prices: number[]) {
  const open = ln(prices[0]!);
  const close = ln(prices.at(-1)!);
  const high = ln(Math.max(...prices));
  const low = ln(Math.min(...prices));
  const range = square(high.minus(low));
  const towardsHigh = high.minus(close).times(high.minus(open));
  const towardsLow = low.minus(close).times(low.minus(open));
  return {
    parkinson_variance: range.div(LN_2.times(4)),
    garman_klass_variance: range.div(2).minus(
      LN_2.times(2)
        .minus(1)
        .times(square(close.minus(open))),
    ),
    rogers_satchell_variance: towardsHigh.plus(towardsLow),
  };
}

/** The spread that a bounce between bid and ask would leave in the prices (Roll 1984). */
export function rollSpread({ ticks }: NaiveWindow): Exact | null {
  const prices = ticks.map(tick => exact(tick.price));
  const changes = prices.slice(1).map((price, i) => price.minus(prices[i]!));
  const before = changes.slice(0, -1);
  const after = changes.slice(1);
  if (before.length < 2) return null;
  const meanBefore = meanOf(before)!;
  const meanAfter = meanOf(after)!;
  const products = before.map((each, i) => each.minus(meanBefore).times(after[i]!.minus(meanAfter)));
  const covariance = sum(products).div(before.length - 1);
  return covariance.lt(0) ? covariance.neg().sqrt().times(2) : null;
}
