import { type FrameResult, Intake, type Recorded } from "@market/ingestor";
import type { Routed } from "@market/log";
import { SESSION_MS_MAX, type Verdict, type WindowerOptions } from "@market/windowing";
import { decodeTick } from "@market/wire";
import { type Closed, FoldedPartition } from "./folded-partition.ts";

export interface FoldOptions {
  readonly partitions: number;
  readonly partitionOf: (ticker: string) => number;
  readonly windowing: WindowerOptions;
}

/** A partition that got nothing for this long gets a clock record, as from the ingestor. */
const CLOCK_MS = 1_000;
/** Records that wait in the intake before they are folded. */
const WAITING_MAX = 5_000;
const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;

/**
 * The live pair without a log between its halves: the ingestor's intake, and a windower for each partition of what would
 * have been the ticks topic. What comes out is what the pair would have published.
 *
 * Where a replay says of all tickers at the beginning that the feed was lost, here each says so before its first tick: until then
 * a ticker has no watermark, so it makes no difference, and the recording is read only once.
 */
export class Fold {
  readonly results = new Map<FrameResult, number>();
  readonly verdicts = new Map<Verdict, number>();
  readonly tickers = new Set<string>();
  features = 0;
  late = 0;
  readonly #options: FoldOptions;
  readonly #intake: Intake;
  readonly #partitions: readonly FoldedPartition[];
  #closed: Closed = { features: [], late: [] };
  #receivedTime = 0;
  /** No partition has been silent for CLOCK_MS before this received time. */
  #silentAt = Number.POSITIVE_INFINITY;
  /** The largest received minus event time of a tick, in ms. */
  #delayMs = 0;

  constructor(options: FoldOptions) {
    this.#options = options;
    this.#intake = new Intake({
      isWanted: ticker => this.#know(ticker),
      // As in a replay: a recording begins and goes on with what it holds.
      snapshotAgeMs: 0,
      partitionOf: options.partitionOf,
      onResult: result => this.results.set(result, (this.results.get(result) ?? 0) + 1),
      onOddity: () => undefined,
      onDelay: delayMs => {
        if (delayMs > this.#delayMs) this.#delayMs = delayMs;
      },
    });
    this.#partitions = Array.from(
      { length: options.partitions },
      () => new FoldedPartition(options.windowing),
    );
  }

  /** Lines that became ticks of the log. */
  get ticks(): number {
    return (this.results.get("tick") ?? 0) + (this.results.get("snapshot") ?? 0);
  }

  /** Folds what was recorded next, in order of received time. */
  take(recorded: readonly Recorded[]): void {
    for (const each of recorded) {
      this.#receivedTime = each.receivedTime;
      this.#intake.take(each);
      if (this.#intake.queue.length >= WAITING_MAX) this.#foldWaiting();
    }
    this.#foldWaiting();
  }

  /** The recording is over: from here on nothing is known, and time goes on for `tailMs`; until every window is closed if it is undefined. */
  end(tailMs: number | undefined): void {
    this.#intake.lost(this.tickers, this.#receivedTime);
    this.#foldWaiting();
    const receivedTime = this.#receivedTime + (tailMs ?? this.#restMs());
    for (const partition of this.#partitions) partition.advance(receivedTime, this.#closed);
  }

  /** What has closed, and what came too late, since the last call. */
  takeClosed(): Closed {
    const closed = this.#closed;
    this.#closed = { features: [], late: [] };
    this.features += closed.features.length;
    this.late += closed.late.length;
    return closed;
  }

  /** What the feed did before a ticker's first tick is unknown, as for an ingestor that starts. */
  #know(ticker: string): true {
    if (this.tickers.has(ticker)) return true;
    this.tickers.add(ticker);
    this.#intake.lost([ticker], this.#receivedTime);
    return true;
  }

  #foldWaiting(): void {
    // They are counted, by reason, as what became of their lines.
    this.#intake.takeDeadLetters();
    const { queue } = this.#intake;
    for (const record of queue.take(queue.length)) {
      this.#letTimePass(record.timestamp);
      const partition = this.#partitions[record.partition]!;
      this.#silentAt = Math.min(this.#silentAt, record.timestamp + CLOCK_MS);
      this.#foldRecord(partition, record);
    }
    for (const partition of this.#partitions) partition.collect(this.#closed);
  }

  #foldRecord(partition: FoldedPartition, { key, value, timestamp, headers }: Routed): void {
    if (value === null) {
      partition.gap(timestamp, String(key), Number(headers?.["gap-from"]), this.#closed);
      return;
    }
    const tick = decodeTick(value);
    if (tick === null) throw new Error(`a tick of ${key} cannot be decoded`);
    const verdict = partition.tick(timestamp, tick, this.#closed);
    this.verdicts.set(verdict, (this.verdicts.get(verdict) ?? 0) + 1);
  }

  /** Clock records for the partitions that are silent: of those that an ingestor would have written the latest, which says it all. */
  #letTimePass(receivedTime: number): void {
    if (receivedTime < this.#silentAt) return;
    this.#silentAt = Number.POSITIVE_INFINITY;
    for (const partition of this.#partitions) {
      if (partition.isEmpty) continue;
      const seconds = Math.floor((receivedTime - partition.time) / CLOCK_MS);
      if (seconds >= 1) partition.advance(partition.time + seconds * CLOCK_MS, this.#closed);
      this.#silentAt = Math.min(this.#silentAt, partition.time + CLOCK_MS);
    }
  }

  /** After this much time without a tick no window is open. */
  #restMs(): number {
    const { definitions, waitMs, maxFutureMs } = this.#options.windowing;
    // Where clocks are changed a window is an hour longer than configured; a lead is a whole second.
    const longestMs = definitions.map(each =>
      each.kind === "session" ? SESSION_MS_MAX : each.lengthMs + HOUR_MS,
    );
    return Math.max(...longestMs) + maxFutureMs + this.#delayMs + SECOND_MS + waitMs;
  }
}
