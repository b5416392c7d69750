import { type Labelled, Metrics, once } from "@market/runtime";
import { FRAME_RESULTS, IGNORED_REASONS, ODDITY_REASONS, RECONNECT_REASONS } from "./labels.ts";
import type { Published } from "./pump.ts";
import { countSeen } from "./seen.ts";
import type { TickerHealth } from "./ticker-health.ts";

/** Closest together where most are: 25 ms are waited before a send. */
const PUBLISH_S = [
  ...[0.005, 0.01, 0.025, 0.03, 0.035, 0.04, 0.05, 0.06, 0.08, 0.1, 0.15],
  ...[0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
];
const DELAY_S = [0.5, 1, 2, 5, 10, 30, 60, 300, 900, 1_200, 3_600];

/** What is looked at when somebody asks for the metrics. */
export interface Watched {
  /** Records that the log has not acknowledged. */
  waiting(): number;
  /** Since the start, by kind of record. */
  dropped(): Labelled;
  /** Received time of the latest frame, 0 before the first. */
  lastFrameTime(): number;
  healths(): Iterable<readonly [ticker: string, health: TickerHealth]>;
  /** Received time now. */
  now(): number;
}

const NOTHING: Watched = {
  waiting: () => 0,
  dropped: () => [],
  lastFrameTime: () => 0,
  healths: () => [],
  now: () => 0,
};

/** The ingestor's metrics; labels are reasons, never tickers. */
export class IngestorMetrics extends Metrics {
  readonly frames = this.counter("frames_total", "Frames received, by what became of them", ["result"]);
  readonly oddities = this.counter("oddities_total", "Good ticks with something unexpected in them", [
    "reason",
  ]);
  readonly published = this.counter("ticks_published_total", "Ticks acknowledged by the log");
  readonly clocks = this.counter("clock_records_total", "Clock records acknowledged by the log");
  readonly deadLetters = this.counter("dead_letters_total", "Dead letters acknowledged by the log");
  readonly handedOver = this.counter(
    "handed_over_total",
    "Records not written because their partition had another owner by then",
  );
  readonly watchlistIgnored = this.counter(
    "watchlist_ignored_total",
    "Records of the watchlist that are no use",
    ["reason"],
  );
  readonly gaps = this.counter("gaps_total", "Gap records written, one a ticker and loss of the feed");
  readonly connections = this.counter("connections_total", "Connections to the feed that opened");
  readonly reconnects = this.counter("reconnects_total", "Connections to the feed that were replaced", [
    "reason",
  ]);
  readonly sockets = this.gauge("sockets", "Connections to the feed, wanted and open", ["state"]);
  readonly partitions = this.gauge("partitions", "Partitions of the ticks topic that this process writes");
  readonly rebalances = this.counter(
    "rebalances_total",
    "Times the group has shared the partitions out, the first included",
  );
  readonly delay = this.histogram("feed_delay_seconds", "Received minus event time of each tick", DELAY_S);
  readonly publishSeconds = this.histogram(
    "publish_seconds",
    "Time from the receipt of a tick until the log has acknowledged it, of the oldest in each publish",
    PUBLISH_S,
  );
  #watched = NOTHING;

  constructor() {
    super("ingestor");
    this.socketsAre({ open: 0, total: 0 });
    this.#describeTickers();
    this.gaugeOf("queue_records", "Records waiting for the log", () => this.#watched.waiting());
    this.countersOf("dropped_total", "Records dropped because the log was away too long", "kind", () =>
      this.#watched.dropped(),
    );
    this.gaugeOf(
      "feed_last_frame_timestamp_seconds",
      "Unix time at which the latest frame came, 0 before the first",
      () => this.#watched.lastFrameTime() / 1_000,
    );
  }

  /** To be called where somebody scrapes: a reason that has never come up is 0, as what is missing looks like a query that is wrong. */
  countFromZero(): void {
    for (const result of FRAME_RESULTS) this.frames.inc({ result }, 0);
    for (const reason of ODDITY_REASONS) this.oddities.inc({ reason }, 0);
    for (const reason of RECONNECT_REASONS) this.reconnects.inc({ reason }, 0);
    for (const reason of IGNORED_REASONS) this.watchlistIgnored.inc({ reason }, 0);
  }

  /** From now on this is what is looked at. */
  watch(watched: Watched): void {
    this.#watched = watched;
  }

  socketsAre({ open, total }: { readonly open: number; readonly total: number }): void {
    this.sockets.set({ state: "open" }, open);
    this.sockets.set({ state: "wanted" }, total);
  }

  publishedSome({ ticks, clocks, deadLetters, handedOver, waitedMs }: Published): void {
    this.published.inc(ticks);
    this.clocks.inc(clocks);
    this.deadLetters.inc(deadLetters);
    this.handedOver.inc(handedOver);
    if (waitedMs !== undefined) this.publishSeconds.observe(Math.max(0, waitedMs) / 1_000);
  }

  #describeTickers(): void {
    const seen = once(() => countSeen(this.#watched.healths(), this.#watched.now()));
    this.gaugesOf("tickers", "Tickers by how long ago their latest frame came", "seen", () => seen().tickers);
    this.gaugeOf("tickers_without_feed", "Tickers whose connection is lost", () => seen().withoutFeed);
    this.gaugeOf(
      "without_feed_seconds",
      "Seconds without a feed since the start, over all tickers",
      () => seen().lostMs / 1_000,
    );
  }
}
