import { type Exact, exact, meanOf } from "./exact.ts";
import type { NaiveTick, NaiveWindow } from "./window.ts";

type Quote = { bid: Exact; ask: Exact; bidSize: Exact | undefined; askSize: Exact | undefined };

/** What it cost to trade, by the quotes that came with the ticks. */
export function quoteStatistics({ ticks }: NaiveWindow) {
  const quotes = ticks.flatMap(quoteOf);
  const relative = quotes.map(({ bid, ask }) => ask.minus(bid).div(ask.plus(bid).div(2)).times(10_000));
  return {
    spread: meanOf(quotes.map(({ bid, ask }) => ask.minus(bid))),
    spread_bps: meanOf(relative),
    microprice: quotes.flatMap(microprice).at(-1) ?? null,
  };
}

/** None unless both prices are there, above 0 and not crossed. */
function quoteOf({ bid, ask, bidSize, askSize }: NaiveTick): Quote[] {
  if (bid === undefined || ask === undefined || !(bid > 0 && ask > 0 && ask >= bid)) return [];
  const sizeOf = (size: number | undefined) => (size === undefined ? undefined : exact(size));
  return [{ bid: exact(bid), ask: exact(ask), bidSize: sizeOf(bidSize), askSize: sizeOf(askSize) }];
}

/** Each side's price by the size of the other; none without sizes. */
function microprice({ bid, ask, bidSize, askSize }: Quote): Exact[] {
  if (bidSize === undefined || askSize === undefined) return [];
  const size = bidSize.plus(askSize);
  if (bidSize.lt(0) || askSize.lt(0) || size.lte(0)) return [];
  return [bid.times(askSize).plus(ask.times(bidSize)).div(size)];
}
