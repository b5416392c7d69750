import { Metrics } from "@market/runtime";
import type { Intake } from "./intake.ts";
import type { Published } from "./pump.ts";
import type { TickerHealth } from "./ticker-health.ts";

const SEEN: readonly (readonly [seen: string, ms: number])[] = [
  ["1m", 60_000],
  ["10m", 600_000],
  ["1h", 3_600_000],
  ["1d", 86_400_000],
  ["longer", 1e12],
  ["never", Number.POSITIVE_INFINITY],
];

/** The ingestor's metrics; labels are reasons, never tickers. */
export class IngestorMetrics extends Metrics {
  readonly frames = this.counter("frames_total", "Frames received, by what became of them", ["result"]);
  readonly oddities = this.counter("oddities_total", "Good ticks with something unexpected in them", [
    "reason",
  ]);
  readonly published = this.counter("ticks_published_total", "Ticks acknowledged by the log");
  readonly clocks = this.counter("clock_records_total", "Clock records acknowledged by the log");
  readonly deadLetters = this.counter("dead_letters_total", "Dead letters acknowledged by the log");
  readonly dropped = this.gauge(
    "dropped",
    "Records dropped since the start because the log was away too long",
    ["kind"],
  );
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
  readonly delay = this.histogram(
    "feed_delay_seconds",
    "Received minus event time of each tick",
    [0.5, 1, 2, 5, 10, 30, 60, 300, 900, 1_200, 3_600],
  );
  readonly tickers = this.gauge("tickers", "Tickers by how long ago their latest frame came", ["seen"]);
  readonly withoutFeed = this.gauge("tickers_without_feed", "Tickers whose connection is lost");
  readonly secondsWithoutFeed = this.gauge(
    "without_feed_seconds",
    "Seconds without a feed since the start, over all tickers",
  );
  readonly waiting = this.gauge("queue_records", "Records waiting for the log");

  constructor() {
    super("ingestor");
  }

  /** Counts tickers by how they fare; for when somebody looks. */
  summarize(healths: Iterable<readonly [string, TickerHealth]>, now: number): void {
    const counts = new Map<string, number>(SEEN.map(([seen]) => [seen, 0]));
    let without = 0;
    let lostMs = 0;
    for (const [, health] of healths) {
      const seen = SEEN.find(([, ms]) => now - health.lastSeen < ms)?.[0] ?? "never";
      counts.set(seen, counts.get(seen)! + 1);
      if (!health.hasFeed) without++;
      lostMs += health.lostMs(now);
    }
    for (const [seen, count] of counts) this.tickers.set({ seen }, count);
    this.withoutFeed.set(without);
    this.secondsWithoutFeed.set(lostMs / 1_000);
  }

  socketsAre({ open, total }: { readonly open: number; readonly total: number }): void {
    this.sockets.set({ state: "open" }, open);
    this.sockets.set({ state: "wanted" }, total);
  }

  publishedSome(
    { ticks, clocks, deadLetters, handedOver }: Published,
    { queue, deadLettersDropped }: Intake,
  ): void {
    this.published.inc(ticks);
    this.clocks.inc(clocks);
    this.deadLetters.inc(deadLetters);
    this.handedOver.inc(handedOver);
    this.waiting.set(queue.length);
    this.dropped.set({ kind: "record" }, queue.dropped);
    this.dropped.set({ kind: "dead_letter" }, deadLettersDropped);
  }
}
