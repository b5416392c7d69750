import { setTimeout as sleep } from "node:timers/promises";
import type { TickSink } from "@market/log";
import type { Log } from "@market/runtime";
import { Coverage, type CoverageChange } from "./coverage.ts";
import { type FrameResult, Intake } from "./intake.ts";
import type { IngestorMetrics } from "./metrics.ts";
import { Pump } from "./pump.ts";
import type { Source, SourceEvent } from "./source.ts";
import type { TickSpans } from "./tick-spans.ts";
import type { TickerReport } from "./ticker-health.ts";

export interface IngestOptions {
  readonly source: Source;
  readonly sink: TickSink;
  readonly snapshotAgeMs: number;
  /** The clock that the source stamps its events with. */
  readonly receivedTime: () => number;
  /** False while another may be writing our partitions: then records are held. */
  readonly mayWrite?: () => boolean;
  /** Undefined: nothing is traced. */
  readonly spans?: TickSpans;
  readonly log: Log;
  readonly metrics: IngestorMetrics;
}

/** Held records are given this long to reach the log at the end. */
const FLUSH_MS = 4_000;
/** A source that can wait is not read on while this many records wait. */
const ENOUGH = 50_000;
const ENOUGH_MS = 20;

/** Moves what a source says into the log: the tickers of the watchlist, as far as their partitions are ours. */
export class Ingest {
  readonly intake: Intake;
  readonly #options: IngestOptions;
  readonly #coverage: Coverage;
  readonly #pump: Pump;
  /** How many frames of the events at hand became what; counting each in the metrics takes a twentieth of an ingestor's time. */
  readonly #results = new Map<FrameResult, number>();
  /** When the latest frame came, on the monotonic clock. */
  lastFrameAt = performance.now();
  /** Its received time, 0 before the first. */
  lastFrameTime = 0;

  constructor(options: IngestOptions) {
    const { sink, snapshotAgeMs, metrics, receivedTime, spans } = options;
    this.#options = options;
    this.#coverage = new Coverage(ticker => sink.partitionOf(ticker));
    this.intake = new Intake({
      isWanted: ticker => this.#coverage.tickers.has(ticker),
      snapshotAgeMs,
      partitionOf: ticker => sink.partitionOf(ticker),
      onResult: result => this.#results.set(result, (this.#results.get(result) ?? 0) + 1),
      onOddity: reason => metrics.oddities.inc({ reason }),
      onGap: () => metrics.gaps.inc(),
      onDelay: delayMs => metrics.delay.observe(Math.max(0, delayMs) / 1_000),
      ...(spans && { trace: (tick, partition) => spans.receive(tick, partition) }),
    });
    this.#pump = new Pump({
      intake: this.intake,
      sink,
      partitions: () => this.#coverage.partitions,
      mayWrite: options.mayWrite ?? (() => true),
      isBehind: () => options.source.isBehind,
      receivedTime,
      onPublished: published => metrics.publishedSome(published),
      ...(spans && { spans }),
    });
    const { intake } = this;
    metrics.watch({
      waiting: () => this.unpublished,
      dropped: () => [
        ["record", intake.queue.dropped],
        ["dead_letter", intake.deadLettersDropped],
      ],
      lastFrameTime: () => this.lastFrameTime,
      healths: () => intake.healths(),
      now: receivedTime,
    });
  }

  /** Every ticker received, and how it fares. */
  report(): Readonly<Record<string, TickerReport>> {
    const now = this.#options.receivedTime();
    const reports = [...this.intake.healths()].map(([ticker, health]) => [ticker, health.report(now)]);
    return Object.fromEntries(reports);
  }

  /** These are the tickers somebody wants. */
  watch(tickers: ReadonlySet<string>): void {
    this.#cover(this.#coverage.watch(tickers));
  }

  /**
   * These are the partitions that are ours to write. Of the `regained` somebody else may have been the owner for a
   * while: what was held for them meanwhile may come late, so their tickers get a gap.
   */
  own(partitions: ReadonlySet<number>, regained: ReadonlySet<number> = new Set()): void {
    const { metrics, sink, receivedTime } = this.#options;
    metrics.partitions.set(partitions.size);
    this.#cover(this.#coverage.own(partitions));
    const doubtful = [...this.#coverage.tickers].filter(ticker => regained.has(sink.partitionOf(ticker)));
    this.intake.lost(doubtful, receivedTime());
  }

  /** Runs until `signal` is aborted or the source has nothing more; then says that the feed is lost, and publishes all that is held. */
  async run(signal: AbortSignal): Promise<void> {
    const { source, log, receivedTime } = this.#options;
    const ended = new AbortController();
    // A publish may hang as long as the log is away; the end does not wait for it, but nothing is published beside it.
    const pumping = this.#pump.run(ended.signal);
    for await (const events of source.events(signal)) {
      for (const event of events) this.intake.take(event);
      this.#countResults();
      this.#noteFrame(events);
      if (source.canWait) await this.#whileFull(signal);
    }
    this.intake.lost(this.#coverage.tickers, receivedTime());
    ended.abort();
    const late = new AbortController();
    const flushed = pumping.then(() => this.#pump.flush(late.signal));
    await (signal.aborted ? Promise.race([flushed, sleep(FLUSH_MS)]) : flushed);
    late.abort();
    if (this.unpublished > 0)
      log.error({ records: this.unpublished }, "ended without the log: these records are lost");
  }

  /** Records that have not reached the log. */
  get unpublished(): number {
    return this.intake.queue.length + this.#pump.inFlight;
  }

  #countResults(): void {
    for (const [result, frames] of this.#results) this.#options.metrics.frames.inc({ result }, frames);
    this.#results.clear();
  }

  #noteFrame(events: readonly SourceEvent[]): void {
    const latest = events.findLast(({ kind }) => kind === "frame" || kind === "tick");
    if (latest === undefined) return;
    this.lastFrameAt = performance.now();
    this.lastFrameTime = latest.receivedTime;
  }

  async #whileFull(signal: AbortSignal): Promise<void> {
    while (this.intake.queue.length > ENOUGH && !signal.aborted) await sleep(ENOUGH_MS);
  }

  /**
   * What happened to a gained ticker before is unknown, to a dropped one from now on: both get a gap, and the gained one before anything else.
   */
  #cover({ gained, dropped, moved }: CoverageChange): void {
    this.intake.lost([...gained, ...dropped], this.#options.receivedTime());
    for (const ticker of [...dropped, ...moved]) this.intake.forget(ticker);
    this.#options.source.watch(this.#coverage.tickers);
  }
}
