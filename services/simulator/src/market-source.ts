import type { Feed } from "./feed.ts";
import type { Market } from "./market.ts";

/** One beat stays below 0.1 s at 10 µs a frame, so that pings are answered in between. */
const FRAMES_A_BEAT_MAX = 10_000;

export interface MarketSourceOptions {
  readonly market: Market;
  readonly feed: Feed;
  /** Frames a second for each subscribed ticker. */
  readonly ticksPerSecond: number;
  readonly exists: (ticker: string) => boolean;
}

/** Deals the market's steps out to the subscribed tickers in turn, evenly over time. */
export class MarketSource {
  readonly #market: Market;
  readonly #feed: Feed;
  readonly #ticksPerSecond: number;
  readonly #exists: (ticker: string) => boolean;
  /** Steps due and not yet made; less than one is carried over to the next beat. */
  #due = 0;

  constructor({ market, feed, ticksPerSecond, exists }: MarketSourceOptions) {
    this.#market = market;
    this.#feed = feed;
    this.#ticksPerSecond = ticksPerSecond;
    this.#exists = exists;
  }

  /** A process that was stopped for a while makes up for at most one second of it. */
  beat(nowMs: number, elapsedMs: number): void {
    const stepsPerSecond = this.#feed.subscriptions.tickers * this.#ticksPerSecond;
    this.#due = Math.min(this.#due + (stepsPerSecond * elapsedMs) / 1_000, Math.max(1, stepsPerSecond));
    const steps = Math.min(Math.floor(this.#due), FRAMES_A_BEAT_MAX);
    this.#due -= steps;
    for (let step = 0; step < steps; step++) this.#step(nowMs);
  }

  #step(nowMs: number): void {
    const ticker = this.#feed.subscriptions.nextTicker();
    if (ticker === undefined || !this.#exists(ticker) || !this.#market.isOpen(ticker, nowMs)) return;
    this.#feed.publish("market", this.#market.next(ticker, nowMs));
  }
}
