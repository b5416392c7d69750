import { Exact, exact, rounded, sum } from "./exact.ts";
import { logReturn } from "./returns.ts";
import type { NaiveTick, NaiveWindow } from "./window.ts";

/** What was traded, at which prices and in which direction. */
export function volumeStatistics(window: NaiveWindow) {
  const signs = tickSigns(window);
  return { ...traded(window), ...directed(window, signs) };
}

/** Of the volume; all null where that is. */
function traded({ ticks, volume }: NaiveWindow) {
  if (volume === null) return { dollar_volume: null, vwap: null };
  const dollars = sum(ticks.map(tick => exact(tick.price).times(growthOf(tick))));
  const shares = sum(ticks.map(growthOf));
  return { dollar_volume: dollars, vwap: shares.isZero() ? null : dollars.div(shares) };
}

function directed({ ticks, volume, priceBefore }: NaiveWindow, signs: number[]) {
  const changes = ticks.map(({ price }, i) => changeOf(i === 0 ? priceBefore : ticks[i - 1]!.price, price));
  const counts = {
    up_ticks: new Exact(changes.filter(change => change > 0).length),
    down_ticks: new Exact(changes.filter(change => change < 0).length),
  };
  if (volume === null)
    return { ...counts, buy_volume: null, sell_volume: null, signed_volume: null, volume_imbalance: null };
  const volumeOf = (sign: number) => sum(ticks.filter((_, i) => signs[i] === sign).map(growthOf));
  const buy = volumeOf(1);
  const sell = volumeOf(-1);
  const both = buy.plus(sell);
  return {
    ...counts,
    buy_volume: buy,
    sell_volume: sell,
    signed_volume: buy.minus(sell),
    volume_imbalance: both.isZero() ? null : buy.minus(sell).div(both),
  };
}

/** The tick test of Lee & Ready (1991): for each tick the sign of the last price change up to it, 0 before any. */
function tickSigns({ ticks, priceBefore, signBefore }: NaiveWindow): number[] {
  return ticks.map((_, i) => {
    const prices = [priceBefore, ...ticks.slice(0, i + 1).map(tick => tick.price)];
    const changes = prices.slice(1).map((price, j) => changeOf(prices[j], price!));
    return changes.findLast(change => change !== 0) ?? signBefore;
  });
}

/** 0 where there is nothing to compare with. */
function changeOf(before: number | undefined, price: number): number {
  return before === undefined ? 0 : Math.sign(Number(price > before) - Number(price < before));
}

/** Illiquidity (Amihud 2002); both of its parts have to be there as they are published. */
export function amihud(window: NaiveWindow): Exact | null {
  const change = logReturn(window.ticks.map(tick => tick.price));
  const dollars = traded(window).dollar_volume;
  if (change === null || dollars === null || rounded(dollars) === null || !dollars.gt(0)) return null;
  return change.abs().div(dollars);
}

function growthOf({ growth }: NaiveTick): Exact {
  if (growth === null) throw new Error("a tick of a window with a volume must have a growth");
  return exact(growth);
}
