import { Series } from "./series.ts";

/** The series of all tickers there ever were. */
export class AllSeries {
  readonly #byTicker = new Map<string, Series>();
  readonly #definitions: number;
  /** The one asked for last, which is asked for again where a ticker is busy. */
  #latest: Series | undefined;

  constructor(definitions: number) {
    this.#definitions = definitions;
  }

  /** In the order in which they were added. */
  [Symbol.iterator](): MapIterator<Series> {
    return this.#byTicker.values();
  }

  /** The smallest of a tick that is held, Infinity if none is. */
  get minOffset(): number {
    let oldest = Number.POSITIVE_INFINITY;
    for (const { rows } of this) if (rows.minOffset < oldest) oldest = rows.minOffset;
    return oldest;
  }

  /** Undefined for a ticker that was not there before. */
  find(ticker: string): Series | undefined {
    if (this.#latest?.ticker === ticker) return this.#latest;
    const series = this.#byTicker.get(ticker);
    if (series !== undefined) this.#latest = series;
    return series;
  }

  /** Begins one where there is none. */
  of(ticker: string): Series {
    let series = this.find(ticker);
    if (series === undefined) {
      series = new Series(ticker, this.#definitions);
      this.add(series);
    }
    return series;
  }

  add(series: Series): void {
    this.#byTicker.set(series.ticker, series);
  }
}
