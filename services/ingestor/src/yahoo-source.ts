import { setImmediate as breathe } from "node:timers/promises";
import type { Log } from "@market/runtime";
import type { Reason, Silence } from "./line-action.ts";
import { LINE_TIMES, type LineTimes } from "./line-times.ts";
import { Pool, type PoolState } from "./pool.ts";
import { shownUrl } from "./shown-url.ts";
import { type News, Sockets } from "./sockets.ts";
import type { Source, SourceEvent } from "./source.ts";
import { SourceQueue } from "./source-queue.ts";

/** 20 s of 5,000 frames/s; about 40 MB. */
const QUEUE_MAX = 100_000;

export interface YahooSourceOptions {
  readonly url: string;
  readonly log: Pick<Log, "info" | "warn">;
  /** Ms since the epoch, never going back. */
  readonly receivedTime: () => number;
  /** A connection has opened. */
  readonly onConnected?: () => void;
  /** A socket needs another connection, also where an attempt failed. */
  readonly onReconnect?: (reason: Reason) => void;
  /** When it has changed. */
  readonly onState?: (state: PoolState) => void;
  /** Frames were dropped because nobody took them; their tickers are lost. */
  readonly onDropped?: (frames: number) => void;
  readonly times?: Partial<LineTimes>;
  /** Events held for the consumer. */
  readonly queueMax?: number;
  /** From 0 to 1. */
  readonly random?: () => number;
}

export interface YahooSource extends Source {
  /** Why no frame arrives, if none does. */
  readonly silence: Silence;
}

/**
 * Yahoo's streamer over as many sockets as the tickers need. It connects while `events` is being consumed, by one
 * consumer at a time. About a ticker that is added nothing is `lost`, and about one that is removed nothing more is
 * said, though frames of it may still come: who changes the watchlist knows.
 */
export function createYahooSource(options: YahooSourceOptions): YahooSource {
  return new PooledSource(options);
}

class PooledSource implements YahooSource {
  readonly #options: YahooSourceOptions;
  #wanted: ReadonlySet<string> = new Set();
  #run: Run | undefined;

  constructor(options: YahooSourceOptions) {
    this.#options = options;
  }

  readonly canWait = false;

  get isBehind(): boolean {
    return this.#run !== undefined && !this.#run.queue.isEmpty;
  }

  get silence(): Silence {
    return this.#run?.pool.silence ?? "network";
  }

  get missing(): readonly string[] {
    if (this.#run === undefined) return this.#wanted.size === 0 ? [] : ["the feed is not being read"];
    const { open, total } = this.#run.pool.state;
    const verb = total - open === 1 ? "is" : "are";
    const to = shownUrl(this.#options.url);
    return open === total ? [] : [`${total - open} of ${total} sockets to ${to} ${verb} not connected`];
  }

  watch(tickers: ReadonlySet<string>): void {
    this.#wanted = new Set(tickers);
    this.#run?.watch(this.#wanted);
  }

  async *events(signal: AbortSignal): AsyncIterable<readonly SourceEvent[]> {
    if (this.#run !== undefined) throw new Error("the source has a consumer already");
    if (signal.aborted) return;
    const run = new Run(this.#options);
    this.#run = run;
    const stop = () => run.stop();
    signal.addEventListener("abort", stop, { once: true });
    try {
      run.watch(this.#wanted);
      while (!signal.aborted || !run.queue.isEmpty) {
        await run.queue.filled();
        const events = run.queue.take();
        if (events.length > 0) yield events;
        // Whoever catches up with a full queue must not keep the sockets from answering.
        if (!run.queue.isEmpty) await breathe();
      }
    } finally {
      signal.removeEventListener("abort", stop);
      run.stop();
      this.#run = undefined;
    }
  }
}

/** The pool, its sockets and its queue, from the beginning of `events` to its end. */
class Run {
  readonly pool: Pool;
  readonly queue: SourceQueue;
  readonly #options: YahooSourceOptions;
  readonly #sockets: Sockets;
  #state: PoolState = { open: 0, total: 0 };

  constructor(options: YahooSourceOptions) {
    this.#options = options;
    const { url, log, receivedTime, queueMax = QUEUE_MAX, random = Math.random } = options;
    const times = { ...LINE_TIMES, ...options.times };
    const now = () => performance.now();
    this.pool = new Pool({ random, times, now: now(), wall: receivedTime() });
    this.queue = new SourceQueue(queueMax, socket => this.pool.tickersOf(socket));
    this.#sockets = new Sockets({
      url,
      pool: this.pool,
      log,
      now,
      wall: receivedTime,
      onFrame: (frame, socket) => this.#push({ kind: "frame", receivedTime: receivedTime(), frame }, socket),
      onOpened: () => options.onConnected?.(),
      onNews: news => this.#tell(news),
      onTurn: () => this.#tellState(),
    });
  }

  watch(tickers: ReadonlySet<string>): void {
    this.pool.watch(tickers, performance.now());
    this.#sockets.turn();
  }

  /** What has arrived so far can still be taken. */
  stop(): void {
    this.#sockets.stop();
    this.queue.wake();
  }

  #push(event: SourceEvent, socket: number): void {
    const { dropped } = this.queue;
    this.queue.push(event, socket);
    if (this.queue.dropped > dropped) this.#options.onDropped?.(this.queue.dropped - dropped);
  }

  #tell(news: News): void {
    const { receivedTime, onReconnect } = this.#options;
    if (news.kind === "reconnect") onReconnect?.(news.reason);
    if (news.kind === "connected" || news.kind === "lost")
      this.#push({ kind: news.kind, receivedTime: receivedTime(), tickers: news.tickers }, news.socket);
  }

  #tellState(): void {
    const { open, total } = this.pool.state;
    if (open === this.#state.open && total === this.#state.total) return;
    this.#state = { open, total };
    this.#options.onState?.(this.#state);
  }
}
