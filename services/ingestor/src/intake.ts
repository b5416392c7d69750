import { DEAD_LETTER_BYTES_MAX, type OutRecord } from "@market/log";
import { TRACEPARENT_HEADER } from "@market/runtime";
import type { Tick } from "@market/windowing";
import { type Oddity, parseFrame, type RejectionReason, type SchemaPrefix, TickWriter } from "@market/wire";
import { FeedState } from "./feed-state.ts";
import { Queue } from "./queue.ts";
import type { SourceEvent } from "./source.ts";
import type { TickerHealth } from "./ticker-health.ts";

/** What can become of a frame. The counts of all of these add up to the frames received. */
export type FrameResult = "tick" | "snapshot" | "repeat" | "unwanted" | Refusal;
export type Refusal = RejectionReason | "too_many_tickers";

/** Dead letters waiting for the log; above that they are only counted. */
const DEAD_LETTERS_MAX = 1_000;

export interface IntakeOptions {
  /** Whether the ticker is ours to publish: a removed one may tick a little longer. */
  readonly isWanted: (ticker: string) => boolean;
  readonly snapshotAgeMs: number;
  readonly partitionOf: (ticker: string) => number;
  readonly onResult: (result: FrameResult) => void;
  readonly onOddity: (oddity: Oddity) => void;
  readonly onGap?: () => void;
  /** Received minus event time of each tick, ms. */
  readonly onDelay?: (delayMs: number) => void;
  /** The traceparent that a tick's record carries; undefined where the tick is not traced. */
  readonly trace?: (tick: Tick, partition: number) => string | undefined;
}

/** Turns frames into records that wait for the log. Synchronous: time is an argument. */
export class Intake {
  readonly queue = new Queue();
  readonly #options: IntakeOptions;
  readonly #state: FeedState;
  readonly #partitions = new Map<string, number>();
  readonly #writer = new TickWriter();
  #deadLetters: OutRecord[] = [];
  deadLettersDropped = 0;
  /** Stands before every tick taken in from now on; set before the first with a schema registry. */
  prefix: SchemaPrefix | undefined;

  constructor(options: IntakeOptions) {
    this.#options = options;
    this.#state = new FeedState(options.snapshotAgeMs);
  }

  take(event: SourceEvent): void {
    switch (event.kind) {
      case "frame":
        this.frame(event.frame, event.receivedTime);
        break;
      case "tick":
        this.#options.onResult(this.#receive(event.tick));
        break;
      case "connected":
        for (const ticker of event.tickers) this.#state.connected(ticker, event.receivedTime);
        break;
      case "lost":
        this.lost(event.tickers, event.receivedTime);
    }
  }

  frame(frame: string, receivedTime: number): void {
    const parsed = parseFrame(frame, receivedTime);
    if ("reason" in parsed) {
      if (!parsed.harmless) this.#bury(frame, parsed.reason, receivedTime);
      this.#options.onResult(parsed.reason);
      return;
    }
    for (const oddity of parsed.oddities) this.#options.onOddity(oddity);
    const result = this.#receive(parsed.tick);
    if (result === "too_many_tickers") this.#bury(frame, result, receivedTime);
    this.#options.onResult(result);
  }

  /** The feed of these is lost: from the last tick of each on, ticks may be missing. */
  lost(tickers: Iterable<string>, receivedTime: number): void {
    for (const ticker of tickers) {
      this.queue.push({
        partition: this.#partitionOf(ticker),
        key: ticker,
        value: null,
        timestamp: receivedTime,
        headers: { "gap-from": String(this.#state.lost(ticker, receivedTime)) },
      });
      this.#options.onGap?.();
    }
  }

  /** Nothing more is expected of it. */
  forget(ticker: string): void {
    this.#state.forget(ticker);
    this.#partitions.delete(ticker);
  }

  /** By ticker, how it fares. */
  healths(): Iterable<readonly [ticker: string, health: TickerHealth]> {
    return this.#state.healths();
  }

  /** Something is there to be published. */
  get isWaiting(): boolean {
    return this.queue.length > 0 || this.#deadLetters.length > 0;
  }

  takeDeadLetters(): OutRecord[] {
    const taken = this.#deadLetters;
    this.#deadLetters = [];
    return taken;
  }

  #receive(tick: Tick): FrameResult {
    if (!this.#options.isWanted(tick.ticker)) return "unwanted";
    const result = this.#state.receive(tick);
    if (result === "tick") {
      this.#publish(tick, this.#options.trace?.(tick, this.#partitionOf(tick.ticker)));
      this.#options.onDelay?.(tick.received_time - tick.time);
    }
    if (result === "snapshot") this.#publish({ ...tick, snapshot: true });
    return result;
  }

  /** The queue copies the value, which the next tick's is written over. */
  #publish(tick: Tick, traceparent?: string): void {
    const record = {
      partition: this.#partitionOf(tick.ticker),
      key: tick.ticker,
      value: this.#writer.write(tick, this.prefix),
      timestamp: tick.received_time,
      time: tick.time,
    };
    const isTraced = traceparent !== undefined;
    this.queue.push(isTraced ? { ...record, headers: { [TRACEPARENT_HEADER]: traceparent } } : record);
  }

  #bury(frame: string, reason: Refusal, receivedTime: number): void {
    if (this.#deadLetters.length >= DEAD_LETTERS_MAX) {
      this.deadLettersDropped++;
      return;
    }
    const value = Buffer.from(frame.slice(0, DEAD_LETTER_BYTES_MAX)).subarray(0, DEAD_LETTER_BYTES_MAX);
    this.#deadLetters.push({
      key: null,
      value,
      timestamp: receivedTime,
      headers: { reason, origin: "ingestor" },
    });
  }

  #partitionOf(ticker: string): number {
    let partition = this.#partitions.get(ticker);
    if (partition === undefined) {
      partition = this.#options.partitionOf(ticker);
      this.#partitions.set(ticker, partition);
    }
    return partition;
  }
}
