import type { Pricing } from "@market/wire";
import { BoundedMap } from "./bounded-map.ts";
import { isCurrencyOpen, newYorkTime, regularShare, sessionAt } from "./session.ts";
import { Walk } from "./walk.ts";

/** Walks kept, whether subscribed or not, so that a reconnecting client finds the price where it was. */
const WALKS_MAX = 100_000;
const MINUTES_A_DAY = 24 * 60;

export interface MarketOptions {
  readonly seed: number;
  /** Treats every instant as the regular session. */
  readonly alwaysOpen: boolean;
}

/**
 * A seeded market. It has no clock and no dice of its own: the same seed and the same calls for a ticker give
 * the same pricings. A ticker's `nowMs` must not go back, or its day begins anew.
 */
export class Market {
  readonly #seed: number;
  readonly #alwaysOpen: boolean;
  readonly #walks = new BoundedMap<string, Walk>(WALKS_MAX);

  constructor({ seed, alwaysOpen }: MarketOptions) {
    this.#seed = seed;
    this.#alwaysOpen = alwaysOpen;
  }

  /** Whether the feed would say anything about this ticker now. */
  isOpen(ticker: string, nowMs: number): boolean {
    const { kind } = this.#walk(ticker);
    if (this.#alwaysOpen || kind === "crypto") return true;
    const time = newYorkTime(nowMs);
    return kind === "currency" ? isCurrencyOpen(time) : sessionAt(time) !== "closed";
  }

  /** The ticker's next step. Where its market is closed, it looks like one after hours. */
  next(ticker: string, nowMs: number): Pricing {
    const time = newYorkTime(nowMs);
    if (this.#alwaysOpen) return this.#walk(ticker).step(nowMs, time, "regular", time.minute / MINUTES_A_DAY);
    return this.#walk(ticker).step(nowMs, time, sessionAt(time), regularShare(time));
  }

  #walk(ticker: string): Walk {
    let walk = this.#walks.get(ticker);
    if (walk === undefined) {
      walk = new Walk(this.#seed, ticker);
      this.#walks.set(ticker, walk);
    }
    return walk;
  }
}
