import type { Tick } from "@market/windowing";
import { Repeats } from "./repeats.ts";

/** What the ingestor remembers of one ticker. */
interface TickerState {
  readonly repeats: Repeats;
  /** The latest event time seen, never ahead of received time; 0 before the first tick. */
  lastTime: number;
  /** The smallest received minus event time seen: how far this ticker usually lags. */
  delayMs: number | undefined;
  /** The number of the socket that delivered its latest frame. */
  socket: number;
}

/** Tickers nobody subscribed are taken as well, but a feed gone mad must not fill the memory with them. */
const TICKERS_MAX = 20_000;

export type Reception = "tick" | "snapshot" | "repeat" | "too_many_tickers";

/** What must be known across frames: repeats, usual delays, and where a gap begins. Pure but for its memory. */
export class FeedState {
  readonly #snapshotAgeMs: number;
  readonly #tickers = new Map<string, TickerState>();
  #socket = 0;

  /** Tickers are known from the start, so that a gap can be told for those that have not ticked yet. */
  constructor(tickers: readonly string[], snapshotAgeMs: number) {
    this.#snapshotAgeMs = snapshotAgeMs;
    for (const ticker of tickers) this.#add(ticker);
  }

  /** A new socket: each ticker's next frame is its first on it. */
  connected(): void {
    this.#socket++;
  }

  /**
   * Classifies a tick. A snapshot is the first frame of a ticker on a socket that is more than the snapshot age
   * behind the ticker's usual delay: the last price before a weekend, say.
   */
  receive(tick: Tick): Reception {
    const state = this.#tickers.get(tick.ticker) ?? this.#add(tick.ticker);
    if (state === undefined) return "too_many_tickers";
    const isFirst = state.socket !== this.#socket;
    state.socket = this.#socket;
    if (state.repeats.isRepeat(tick)) return "repeat";
    const delayMs = tick.received_time - tick.time;
    if (isFirst && this.#snapshotAgeMs > 0 && delayMs - (state.delayMs ?? 0) > this.#snapshotAgeMs)
      return "snapshot";
    if (state.delayMs === undefined || delayMs < state.delayMs) state.delayMs = Math.max(0, delayMs);
    state.lastTime = Math.max(state.lastTime, Math.min(tick.time, tick.received_time));
    return "tick";
  }

  /** Every ticker with the event time from which ticks may be missing, 0 if it has had none. */
  *gaps(): Generator<{ readonly ticker: string; readonly from: number }> {
    for (const [ticker, { lastTime }] of this.#tickers) yield { ticker, from: lastTime };
  }

  #add(ticker: string): TickerState | undefined {
    if (this.#tickers.size >= TICKERS_MAX) return undefined;
    const state = { repeats: new Repeats(), lastTime: 0, delayMs: undefined, socket: 0 };
    this.#tickers.set(ticker, state);
    return state;
  }
}
