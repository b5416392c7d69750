import type { Tick } from "@market/windowing";

/** 10:00 in New York of a Friday in regular hours: a whole minute. */
export const START = Date.UTC(2026, 10, 20, 15);

export interface TicksOptions {
  readonly tickers: number;
  readonly ticks: number;
  /** Event time between two ticks of one ticker. */
  readonly perTickerMs?: number;
  readonly seed?: number;
}

export const PER_TICKER_MS = 1_000;
const TICKER_DIGITS = 5;
const EQUITY = 8;
const REGULAR = 1;
const CENTS_MIN = 100;

export function tickerOf(index: number): string {
  return `T${String(index).padStart(TICKER_DIGITS, "0")}`;
}

/** Event time of the tick at an index: the tickers take turns, spread evenly over their common interval. */
export function timeOf(index: number, { tickers, perTickerMs = PER_TICKER_MS }: TicksOptions): number {
  return START + Math.floor((index * perTickerMs) / tickers);
}

/**
 * Ticks in time order, the same for the same seed: prices walk in cents, the counter of the day grows, received is when it
 * happened. It is one object that is written over; tick i is of ticker i modulo their number.
 */
export function* ticksOf(options: TicksOptions): Generator<Tick, void> {
  const { tickers, ticks, seed = 1 } = options;
  const names = Array.from({ length: tickers }, (_, i) => tickerOf(i));
  const cents = new Int32Array(tickers);
  const volumes = new Int32Array(tickers);
  const tick = blankTick();
  let state = seed;
  for (let i = 0; i < ticks; i++) {
    const stock = i % tickers;
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    const dice = state >>> 8;
    if (cents[stock] === 0) cents[stock] = 2_000 + (dice % 40_000);
    cents[stock] = Math.max(CENTS_MIN, cents[stock]! + (dice % 11) - 5);
    volumes[stock]! += 1 + (dice % 499);
    tick.ticker = names[stock]!;
    tick.time = timeOf(i, options);
    tick.received_time = tick.time;
    tick.price = cents[stock]! / 100;
    tick.day_volume = volumes[stock]!;
    yield tick;
  }
}

export function blankTick(): Tick {
  return {
    ticker: "",
    time: 0,
    received_time: 0,
    price: 0,
    day_volume: 0,
    last_size: null,
    bid: null,
    bid_size: null,
    ask: null,
    ask_size: null,
    exchange: "NMS",
    currency: "USD",
    quote_type: EQUITY,
    market_hours: REGULAR,
    snapshot: null,
    source: "yahoo",
  };
}
