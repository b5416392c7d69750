import { DEAD_LETTER_BYTES_MAX, type OutRecord } from "@market/log";
import type { Tick } from "@market/windowing";
import { encodeTick, type Oddity, parseFrame, type RejectionReason } from "@market/wire";
import { FeedState } from "./feed-state.ts";
import { Queue } from "./queue.ts";

/** What can become of a frame. The counts of all of these add up to the frames received. */
export type FrameResult = "tick" | "snapshot" | "repeat" | Refusal;
export type Refusal = RejectionReason | "too_many_tickers";

/** Dead letters waiting for the log; above that they are only counted. */
const DEAD_LETTERS_MAX = 1_000;

export interface IntakeOptions {
  readonly tickers: readonly string[];
  readonly snapshotAgeMs: number;
  readonly partitionOf: (ticker: string) => number;
  readonly onResult: (result: FrameResult) => void;
  readonly onOddity: (oddity: Oddity) => void;
}

/** Turns frames into records that wait for the log. Synchronous: time is an argument. */
export class Intake {
  readonly queue = new Queue();
  readonly #options: IntakeOptions;
  readonly #state: FeedState;
  readonly #partitions = new Map<string, number>();
  #deadLetters: OutRecord[] = [];
  deadLettersDropped = 0;

  constructor(options: IntakeOptions) {
    this.#options = options;
    this.#state = new FeedState(options.tickers, options.snapshotAgeMs);
  }

  connected(): void {
    this.#state.connected();
  }

  frame(frame: string, receivedTime: number): void {
    const parsed = parseFrame(frame, receivedTime);
    if ("reason" in parsed) {
      if (!parsed.harmless) this.#bury(frame, parsed.reason, receivedTime);
      this.#options.onResult(parsed.reason);
      return;
    }
    for (const oddity of parsed.oddities) this.#options.onOddity(oddity);
    const result = this.#state.receive(parsed.tick);
    if (result === "too_many_tickers") this.#bury(frame, result, receivedTime);
    else if (result !== "repeat")
      this.#publish(result === "snapshot" ? { ...parsed.tick, snapshot: true } : parsed.tick);
    this.#options.onResult(result);
  }

  /** The feed is lost: from each ticker's last tick on, ticks may be missing. Returns the number of gaps. */
  lost(receivedTime: number): number {
    let gaps = 0;
    for (const { ticker, from } of this.#state.gaps()) {
      this.queue.push({
        partition: this.#partitionOf(ticker),
        key: ticker,
        value: null,
        timestamp: receivedTime,
        headers: { "gap-from": String(from) },
      });
      gaps++;
    }
    return gaps;
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

  #publish(tick: Tick): void {
    this.queue.push({
      partition: this.#partitionOf(tick.ticker),
      key: tick.ticker,
      value: encodeTick(tick),
      timestamp: tick.received_time,
      time: tick.time,
    });
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
