import { PER_TICKER_MS, START, type TicksOptions, tickerOf, ticksOf, timeOf } from "./ticks.ts";

/** All participants of the drain fold this: tumbling, aligned to the epoch. */
export const WINDOW_MS = 60_000;
/** How long they wait for ticks on their way, by event time. */
export const WAIT_MS = 10_000;
/** Sums may be taken in any order. */
const MEAN_ERROR_MAX = 1e-12;

/** A closed window, as every participant can say it. */
export interface Bar {
  readonly ticker: string;
  readonly window_start: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly mean: number;
  /** The last counter minus the first one inside the window. */
  readonly volume: number;
  readonly ticks: number;
}

/** What a bar is the only one of. */
export function keyOf({ ticker, window_start }: Pick<Bar, "ticker" | "window_start">): string {
  return `${ticker} ${window_start}`;
}

/** The bars of these ticks that end by `end`, by key: folded in the plainest way. */
export function foldBars(options: TicksOptions, end: number, windowMs = WINDOW_MS): Map<string, Bar> {
  const bars = new Map<string, Bar>();
  const open: (Sum | undefined)[] = new Array(options.tickers);
  let index = 0;
  for (const { time, price, day_volume } of ticksOf(options)) {
    const stock = index++ % options.tickers;
    const start = time - (time % windowMs);
    let sum = open[stock];
    if (sum === undefined || sum.start !== start) {
      addBar(bars, stock, sum, { end, windowMs });
      sum = {
        start,
        open: price,
        high: price,
        low: price,
        close: price,
        sum: 0,
        first: day_volume!,
        last: 0,
        ticks: 0,
      };
      open[stock] = sum;
    }
    sum.high = Math.max(sum.high, price);
    sum.low = Math.min(sum.low, price);
    sum.close = price;
    sum.sum += price;
    sum.last = day_volume!;
    sum.ticks++;
  }
  for (const [stock, sum] of open.entries()) addBar(bars, stock, sum, { end, windowMs });
  return bars;
}

interface Sum {
  readonly start: number;
  readonly open: number;
  high: number;
  low: number;
  close: number;
  sum: number;
  readonly first: number;
  last: number;
  ticks: number;
}

function addBar(
  bars: Map<string, Bar>,
  stock: number,
  sum: Sum | undefined,
  { end, windowMs }: { readonly end: number; readonly windowMs: number },
): void {
  if (sum === undefined || sum.start + windowMs > end) return;
  const { start: window_start, open, high, low, close, ticks } = sum;
  const ticker = tickerOf(stock);
  const bar = {
    ticker,
    window_start,
    open,
    high,
    low,
    close,
    mean: sum.sum / ticks,
    volume: sum.last - sum.first,
    ticks,
  };
  bars.set(keyOf(bar), bar);
}

/** Whether two bars say the same. */
export function isSame(a: Bar, b: Bar): boolean {
  return (
    keyOf(a) === keyOf(b) &&
    a.open === b.open &&
    a.high === b.high &&
    a.low === b.low &&
    a.close === b.close &&
    a.volume === b.volume &&
    a.ticks === b.ticks &&
    Math.abs(a.mean - b.mean) <= MEAN_ERROR_MAX * Math.abs(b.mean)
  );
}

/** The end of the last window that every participant closes without a clock record. */
export function lastDueEnd(options: TicksOptions): number {
  const due = timeOf(options.ticks - 1, options) - WAIT_MS;
  return due - (due % WINDOW_MS);
}

/** How many of the ticks are needed to close the windows that end by `end`. */
export function ticksUntil(
  end: number,
  { tickers, ticks, perTickerMs = PER_TICKER_MS }: TicksOptions,
): number {
  return Math.min(ticks, Math.ceil(((end + WAIT_MS - START) * tickers) / perTickerMs));
}
