import { Metrics } from "@market/runtime";
import { REFUSALS } from "./refusals.ts";

/** What is looked at when somebody asks for the metrics. Totals are those since the start. */
export interface Watched {
  readonly history: {
    readonly bars: number;
    readonly droppedBars: number;
    readonly refusedRecords: number;
    readonly leftOutValues: number;
  };
  readonly http: { readonly streams: number };
  readonly feed: { readonly lag: number };
}

const NOTHING: Watched = {
  history: { bars: 0, droppedBars: 0, refusedRecords: 0, leftOutValues: 0 },
  http: { streams: 0 },
  feed: { lag: 0 },
};

/** The dashboard's metrics; labels are reasons, never tickers. */
export class DashboardMetrics extends Metrics {
  readonly bars = this.counter("bars_total", "Features records taken into the history");
  readonly undecodable = this.counter(
    "undecodable_records_total",
    "Records of the features topic that are no features records",
  );
  readonly streamsReset = this.counter(
    "streams_reset_total",
    "Times a reader of updates was told to ask anew because what it missed is gone",
  );
  readonly streamsCut = this.counter(
    "streams_cut_total",
    "Streams of updates ended because their reader took nothing",
  );
  readonly refusedRequests = this.counter("refused_requests_total", "Requests refused, by why", ["reason"]);
  #watched = NOTHING;

  constructor() {
    super("dashboard");
    // A reason that has never come up is 0: what is missing looks like a query that is wrong.
    for (const reason of REFUSALS) this.refusedRequests.inc({ reason }, 0);
    this.#describeHistory();
    this.gaugeOf("lag_records", "Offsets to the end of the features topic", () => this.#watched.feed.lag);
    this.gaugeOf("streams", "Open streams of updates", () => this.#watched.http.streams);
  }

  /** From now on this is what is looked at. */
  watch(watched: Watched): void {
    this.#watched = watched;
  }

  #describeHistory(): void {
    const history = () => this.#watched.history;
    this.gaugeOf("bars_held", "Bars in the history, all tickers and windows together", () => history().bars);
    this.counterOf(
      "history_dropped_bars_total",
      "Bars dropped before their time because HISTORY_BARS are held",
      () => history().droppedBars,
    );
    this.counterOf(
      "refused_records_total",
      "Features records not taken because as many windows or tickers as can be are held",
      () => history().refusedRecords,
    );
    this.counterOf(
      "left_out_values_total",
      "Values of features of FEATURE_MODULES not taken because as many names as can be are held",
      () => history().leftOutValues,
    );
  }
}
