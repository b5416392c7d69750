import type { Tick } from "@market/windowing";

export interface Week {
  readonly tickers: number;
  /** Mean time between two ticks of one ticker in regular hours, in s. */
  readonly everyS: number;
  /** Trading days, 5 for the week; a part of one ends early. */
  readonly days: number;
  readonly seed: number;
}

export const WEEK: Week = { tickers: 500, everyS: 3, days: 5, seed: 1 };

/** Midnight in New York of Monday, 15 April 2024: four hours behind UTC all that week. */
const MONDAY = Date.UTC(2024, 3, 15, 4);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const REGULAR_MS = 6.5 * HOUR_MS;

/** Every so many tickers one trades before and after hours too, at a tenth of the rate. */
const EXTENDED_EVERY = 25;

/** Of a trading day, from midnight in New York; `marketHours` as Yahoo has it. */
const SESSIONS = [
  { from: 4 * HOUR_MS, to: 9.5 * HOUR_MS, marketHours: 0, tickersEvery: EXTENDED_EVERY, slower: 10 },
  { from: 9.5 * HOUR_MS, to: 16 * HOUR_MS, marketHours: 1, tickersEvery: 1, slower: 1 },
  { from: 16 * HOUR_MS, to: 20 * HOUR_MS, marketHours: 2, tickersEvery: EXTENDED_EVERY, slower: 10 },
] as const;
const REGULAR = 1;

/** Every so many tickers one has quotes. */
const QUOTED_EVERY = 3;

interface Stock {
  readonly ticker: string;
  readonly exchange: string;
  readonly isQuoted: boolean;
  price: number;
  dayVolume: number;
}

/**
 * A week of ticks in order of received time, the same for the same seed: prices walk, the counter of the day grows and
 * starts over each morning, 1 % of the ticks come 2 to 30 s after their time and the others some 0.1 to 0.6 s.
 */
export function* weekTicks({ tickers, everyS, days, seed }: Week): Generator<Tick, void> {
  const random = randomOf(seed);
  const stocks = Array.from({ length: tickers }, (_, i) => makeStock(i, random));
  for (let day = 0; day < days; day++) {
    const midnight = MONDAY + day * DAY_MS;
    const isWhole = days - day >= 1;
    const end = midnight + (isWhole ? DAY_MS : SESSIONS[1].from + (days - day) * REGULAR_MS);
    for (const stock of stocks) stock.dayVolume = 0;
    for (const { from, to, marketHours, tickersEvery, slower } of SESSIONS) {
      const trading = stocks.filter((_, i) => i % tickersEvery === 0);
      const gapMs = (everyS * 1_000 * slower) / trading.length;
      for (const now of times(midnight + from, Math.min(end, midnight + to), gapMs, random)) {
        const stock = trading[Math.floor(random() * trading.length)]!;
        yield nextTick(stock, now, marketHours, random);
      }
    }
  }
}

/** Times in ms from `from` on, before `to`, that are `gapMs` apart on average (exponentially). */
function* times(from: number, to: number, gapMs: number, random: () => number): Generator<number, void> {
  let now = from;
  for (;;) {
    now -= gapMs * Math.log(1 - random());
    if (now >= to) return;
    yield Math.floor(now);
  }
}

function makeStock(index: number, random: () => number): Stock {
  return {
    ticker: `T${String(index).padStart(3, "0")}`,
    exchange: index % 2 === 0 ? "NMS" : "NYQ",
    isQuoted: index % QUOTED_EVERY === 0,
    price: 20 + Math.floor(random() * 400),
    dayVolume: 0,
  };
}

function nextTick(stock: Stock, receivedTime: number, marketHours: number, random: () => number): Tick {
  const isLate = random() < 0.01;
  const delayMs = isLate ? 2_000 + random() * 28_000 : 100 + random() * 500;
  const size = 1 + Math.floor(random() * random() * 500);
  const move = (random() - 0.5) * 0.001 * stock.price;
  stock.price = Math.max(1, Math.round((stock.price + move) * 100) / 100);
  if (marketHours === REGULAR) stock.dayVolume += size;
  const { price, isQuoted } = stock;
  const half = 0.01 * (1 + Math.floor(random() * 3));
  return {
    ticker: stock.ticker,
    time: receivedTime - Math.floor(delayMs),
    received_time: receivedTime,
    price,
    day_volume: marketHours === REGULAR ? stock.dayVolume : null,
    last_size: size,
    bid: isQuoted ? Math.round((price - half) * 100) / 100 : null,
    bid_size: isQuoted ? 100 * (1 + Math.floor(random() * 20)) : null,
    ask: isQuoted ? Math.round((price + half) * 100) / 100 : null,
    ask_size: isQuoted ? 100 * (1 + Math.floor(random() * 20)) : null,
    exchange: stock.exchange,
    currency: "USD",
    quote_type: 8,
    market_hours: marketHours,
    snapshot: null,
    source: "bench",
  };
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
