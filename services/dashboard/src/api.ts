import type { Features, Field } from "@market/windowing";

// What the server says and the page reads: types alone, so that the page may import them. Times are ms since the epoch.

/** What is drawn of a window without asking for more. Bars of a ticker and window are in order of window_start, one for each. */
export type Bar = Pick<
  Features,
  | "ticker"
  | "window_start"
  | "window_end"
  | "open"
  | "high"
  | "low"
  | "close"
  | "volume"
  | "ticks"
  | "gap"
  | "partial"
>;

/** A definition of WINDOWS that the topic holds bars of. */
export interface WindowSummary {
  /** As configured: 1m, 5m/1m, session:30s. */
  readonly window: string;
  /** tumbling, sliding or session. */
  readonly kind: string;
  readonly tickers: number;
}

/** GET /api/market?window=1m: every ticker that has bars of the window, by name. Without a window: the first of `windows`. */
export interface Market {
  /** Where updates begin that are not in this answer: GET /api/live?window=1m&cursor=… */
  readonly cursor: string;
  /** "" where the topic holds nothing yet. */
  readonly window: string;
  readonly windows: readonly WindowSummary[];
  readonly tickers: readonly TickerSummary[];
}

export interface TickerSummary {
  readonly ticker: string;
  readonly exchange: string | null;
  readonly currency: string | null;
  readonly quote_type: number | null;
  /** How many bars are held. */
  readonly bars: number;
  /** The oldest bar held: what changes are measured from. */
  readonly first: Pick<Bar, "window_start" | "open">;
  readonly last: Bar;
  /** Closes of all bars held, oldest first, thinned to 40 at most; the last one is that of `last`. */
  readonly spark: readonly number[];
}

/**
 * GET /api/bars?ticker=AMZN&window=1m: a column a field, each as long as the others; base fields always, and those of `fields`
 * (by commas, or all, which brings custom.NAME too). `from` and `to` bound window_start, in ms: from ≤ window_start < to.
 * 404 where no such ticker or window is held.
 */
export interface Bars {
  readonly ticker: string;
  readonly window: string;
  readonly columns: Readonly<Record<string, readonly Value[]>>;
}

export type Value = number | string | boolean | null;

/** GET /api/fields: every field of a record that is a number, in the record's order; custom.NAME behind them once one was seen. */
export interface FieldMeaning extends Field {
  readonly name: string;
  /** A statistic or a feature of the user's own: what may be shown as a line. */
  readonly isStatistic: boolean;
}

// GET /api/export?ticker=AMZN&window=1m&from=…&to=…&format=csv|parquet: a file of all fields, as `npm run features` writes it.
//
// GET /api/live?window=1m&cursor=…: server-sent events. Each `bars` has an id, which a reader that comes back gives as
// Last-Event-ID (or `cursor`) and misses nothing.
//   event: bars   data: Bar[]           in order of their coming
//   event: reset  data: {}              what was missed is no longer known: ask for the market and the bars again
//   event: state  data: PipelineState   at once, and every second or two

/** What is wrong with the features topic. */
export interface Trouble {
  readonly since: number;
  readonly said: string;
  /**
   * away: the broker does not answer; missing: there is no such topic yet; refused: an ACL or a login; damaged: a partition
   * cannot be decoded, the others flow.
   */
  readonly kind: "away" | "missing" | "refused" | "damaged";
}

/** What is known of the pipeline from outside; null where it is not known (nothing yet, or the broker refuses to say). */
export interface PipelineState {
  /** The server's clock. */
  readonly now: number;
  /** The share of the history that has been read, 0 to 1; 1 once live. */
  readonly read: number;
  /** null: all is well; else since when the log cannot be read, or not all of it, and what it or the connection said. */
  readonly trouble: Trouble | null;
  /** How long before they were received ticks were made: the median of the latest ticks. */
  readonly feedDelayMs: number | null;
  /** When the latest tick was received. */
  readonly tickAt: number | null;
  /** When an ingestor was last heard of: a tick, or a clock record, which there is each second where it lives. */
  readonly heardAt: number | null;
  /** How long after their end the latest windows could be read, the median: what the watermark lags behind. */
  readonly watermarkDelayMs: number | null;
  /** Late ticks in the time that the history spans. */
  readonly lateTicks: number | null;
  readonly ingestors: number | null;
  readonly windowers: number | null;
  readonly windows: readonly WindowSummary[];
}
