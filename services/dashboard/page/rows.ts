import type { Bar, TickerSummary } from "../src/api.ts";
import { decimalsOf } from "./format.ts";

const SPARK_MAX = 80;

/** What the watchlist knows of a ticker. */
export interface Row {
  readonly ticker: string;
  readonly exchange: string | null;
  readonly currency: string | null;
  bars: number;
  /** window_start of the oldest bar held, and where it opened. */
  readonly since: number;
  readonly open: number;
  last: Bar;
  /** Of its prices; at most two above a thousand, which is what a row has room for. */
  decimals: number;
  spark: number[];
  /** How many bars one point of `spark` stands for, and how many its last one stands for yet. */
  barsAPoint: number;
  barsOfLast: number;
}

/** The tickers of a window by name. */
export class Rows {
  #byTicker = new Map<string, Row>();
  #sorted: Row[] = [];

  get sorted(): readonly Row[] {
    return this.#sorted;
  }

  of(ticker: string): Row | undefined {
    return this.#byTicker.get(ticker);
  }

  set(tickers: readonly TickerSummary[]): void {
    this.#byTicker = new Map(tickers.map(ticker => [ticker.ticker, fromSummary(ticker)]));
    this.#sort();
  }

  /** Takes bars in; says whether tickers came that were not there. */
  add(bars: readonly Bar[]): boolean {
    let isLonger = false;
    for (const bar of bars) {
      const row = this.#byTicker.get(bar.ticker);
      if (row) take(row, bar);
      else {
        this.#byTicker.set(bar.ticker, fromBar(bar));
        isLonger = true;
      }
    }
    if (isLonger) this.#sort();
    return isLonger;
  }

  #sort(): void {
    this.#sorted = [...this.#byTicker.values()].sort((a, b) => (a.ticker < b.ticker ? -1 : 1));
  }
}

function fromSummary({ ticker, exchange, currency, bars, first, last, spark }: TickerSummary): Row {
  const barsAPoint = Math.max(1, Math.round(bars / Math.max(spark.length, 1)));
  return {
    ticker,
    exchange,
    currency,
    bars,
    since: first.window_start,
    open: first.open,
    last,
    decimals: decimalsFor(spark),
    spark: [...spark],
    barsAPoint,
    barsOfLast: barsAPoint,
  };
}

function fromBar(bar: Bar): Row {
  const { ticker, window_start: since, open, close } = bar;
  return {
    ticker,
    exchange: null,
    currency: null,
    bars: 1,
    since,
    open,
    last: bar,
    decimals: decimalsFor([close]),
    spark: [close],
    barsAPoint: 1,
    barsOfLast: 1,
  };
}

function take(row: Row, bar: Bar): void {
  if (bar.window_start < row.last.window_start) return;
  const isNew = bar.window_start > row.last.window_start;
  row.last = bar;
  row.decimals = Math.max(row.decimals, decimalsFor([bar.close]));
  if (isNew) row.bars++;
  if (isNew && ++row.barsOfLast > row.barsAPoint) {
    row.spark.push(bar.close);
    row.barsOfLast = 1;
  } else row.spark[Math.max(row.spark.length - 1, 0)] = bar.close;
  if (row.spark.length <= SPARK_MAX) return;
  const latest = row.spark.length - 1;
  row.spark = row.spark.filter((_, at) => (latest - at) % 2 === 0);
  row.barsAPoint *= 2;
}

function decimalsFor(prices: readonly number[]): number {
  return Math.abs(prices.at(-1) ?? 0) >= 1_000 ? 2 : decimalsOf(prices);
}
