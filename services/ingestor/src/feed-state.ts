import type { Tick } from "@market/windowing";
import { Repeats } from "./repeats.ts";
import { TickerHealth } from "./ticker-health.ts";

/** What the ingestor remembers of one ticker. */
interface TickerState {
  readonly repeats: Repeats;
  readonly health: TickerHealth;
  /** The latest event time seen, never ahead of received time; 0 before the first tick. */
  lastTime: number;
  /** The smallest received minus event time seen: how far this ticker usually lags. */
  delayMs: number | undefined;
  /** Its next frame is the first on a new connection. */
  isFirst: boolean;
}

/** A feed or a recording gone mad must not fill the memory with tickers. */
const TICKERS_MAX = 20_000;

export type Reception = "tick" | "snapshot" | "repeat" | "too_many_tickers";

/** What must be known across frames: repeats, usual delays, and where a gap begins. Pure but for its memory. */
export class FeedState {
  readonly #snapshotAgeMs: number;
  readonly #tickers = new Map<string, TickerState>();

  constructor(snapshotAgeMs: number) {
    this.#snapshotAgeMs = snapshotAgeMs;
  }

  /** By ticker; for reports. */
  *healths(): Generator<readonly [ticker: string, health: TickerHealth], void> {
    for (const [ticker, { health }] of this.#tickers) yield [ticker, health];
  }

  /** The ticker has a new connection. */
  connected(ticker: string, receivedTime: number): void {
    const state = this.#tickers.get(ticker) ?? this.#add(ticker);
    if (state === undefined) return;
    state.isFirst = true;
    state.health.found(receivedTime);
  }

  /** The ticker has no connection any more; returns the event time from which ticks of it may be missing, 0 if it has had none. */
  lost(ticker: string, receivedTime: number): number {
    const state = this.#tickers.get(ticker) ?? this.#add(ticker);
    state?.health.lost(receivedTime);
    return state?.lastTime ?? 0;
  }

  /**
   * Classifies a tick. A snapshot is the first frame of a ticker on a socket that is more than the snapshot age
   * behind the ticker's usual delay: the last price before a weekend, say.
   */
  receive(tick: Tick): Reception {
    const state = this.#tickers.get(tick.ticker) ?? this.#add(tick.ticker);
    if (state === undefined) return "too_many_tickers";
    const delayMs = tick.received_time - tick.time;
    const reception = this.#classify(state, tick, delayMs);
    state.isFirst = false;
    state.health.saw(reception, tick.received_time, delayMs);
    if (reception !== "tick") return reception;
    if (state.delayMs === undefined || delayMs < state.delayMs) state.delayMs = Math.max(0, delayMs);
    state.lastTime = Math.max(state.lastTime, Math.min(tick.time, tick.received_time));
    return "tick";
  }

  forget(ticker: string): void {
    this.#tickers.delete(ticker);
  }

  #classify({ repeats, isFirst, delayMs: usualMs }: TickerState, tick: Tick, delayMs: number) {
    if (repeats.isRepeat(tick)) return "repeat";
    const isStale = this.#snapshotAgeMs > 0 && delayMs - (usualMs ?? 0) > this.#snapshotAgeMs;
    return isFirst && isStale ? "snapshot" : "tick";
  }

  #add(ticker: string): TickerState | undefined {
    if (this.#tickers.size >= TICKERS_MAX) return undefined;
    const state = {
      repeats: new Repeats(),
      health: new TickerHealth(),
      lastTime: 0,
      delayMs: undefined,
      isFirst: true,
    };
    this.#tickers.set(ticker, state);
    return state;
  }
}
