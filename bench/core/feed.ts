import type { Tick } from "@market/windowing";

export interface FeedOptions {
  readonly tickers: number;
  /** Mean event time between two ticks of one ticker, in ms. */
  readonly everyMs: number;
  /** The share of ticks that come up to LAG_MS_MAX after their time, and so behind later ones of their ticker. */
  readonly lateShare: number;
  readonly hasSizes: boolean;
  readonly hasQuotes: boolean;
}

/** Less than a WAIT of 10 s: what is out of order is in time all the same. */
const LAG_MS_MAX = 9_000;
/** Prices and lags are made beforehand and used in turn: a power of two. */
const MADE = 1 << 20;
/** Inside regular hours, at a whole minute. */
export const FEED_START = Date.UTC(2026, 10, 16, 15);

/**
 * Ticks for the windowing alone, as cheap as they can be: one object that is written over for each tick, from arrays made
 * beforehand (some 10 ns a tick, 2026-11). All tickers take turns in an order that jumps about in memory.
 */
export class Feed {
  readonly tick: Tick;
  /** How many ticks there were. */
  count = 0;
  readonly #names: readonly string[];
  readonly #order: Uint32Array;
  readonly #prices = new Float64Array(MADE);
  readonly #lags = new Float64Array(MADE);
  readonly #stepMs: number;
  #turn = 0;

  constructor({ tickers, everyMs, lateShare, hasSizes, hasQuotes }: FeedOptions) {
    const random = randomOf(1);
    this.#names = Array.from({ length: tickers }, (_, i) => `T${String(i).padStart(5, "0")}`);
    this.#order = shuffled(tickers, random);
    this.#stepMs = everyMs / tickers;
    for (let i = 0, cents = 10_000; i < MADE; i++) {
      cents += Math.floor(random() * 7) - 3;
      this.#prices[i] = cents / 100;
      this.#lags[i] = random() < lateShare ? Math.floor(random() * LAG_MS_MAX) : 0;
    }
    this.tick = {
      ticker: "",
      time: 0,
      received_time: 0,
      price: 0,
      day_volume: 0,
      last_size: hasSizes ? 100 : null,
      bid: hasQuotes ? 99.99 : null,
      bid_size: hasQuotes ? 300 : null,
      ask: hasQuotes ? 100.01 : null,
      ask_size: hasQuotes ? 200 : null,
      exchange: "NMS",
      currency: "USD",
      quote_type: 8,
      market_hours: 1,
      snapshot: null,
      source: "bench",
    };
  }

  /** Makes `tick` the next one. */
  next(): void {
    const { tick } = this;
    const made = this.count & (MADE - 1);
    const receivedTime = FEED_START + Math.floor(this.count * this.#stepMs);
    tick.ticker = this.#names[this.#order[this.#turn]!]!;
    tick.received_time = receivedTime;
    tick.time = receivedTime - this.#lags[made]!;
    tick.price = this.#prices[made]!;
    tick.day_volume = this.count;
    this.count++;
    if (++this.#turn === this.#order.length) this.#turn = 0;
  }
}

function shuffled(count: number, random: () => number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

/** A small seeded generator (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
