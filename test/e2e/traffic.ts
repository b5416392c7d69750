import type { Pricing } from "@market/wire";

/** A small seeded generator (mulberry32): the same seed sends the same traffic. */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface Stock {
  readonly id: string;
  price: number;
  volume: number;
  last: Pricing | undefined;
}

/**
 * The next message of a stock at wall time `now`: mostly a new tick of this second (so that times tie), at times
 * one of up to 3 s ago, an exact repeat, one that is minutes late, or one without a counter.
 */
export function nextPricing(stock: Stock, now: number, random: () => number): Pricing {
  const kind = random();
  if (kind < 0.05 && stock.last !== undefined) return stock.last;
  stock.price = Math.max(1, stock.price + Math.round((random() - 0.5) * 100) / 100);
  stock.volume += Math.floor(random() * 500);
  const agoMs = kind < 0.25 ? random() * 3_000 : kind < 0.28 ? 120_000 + random() * 60_000 : 0;
  const pricing: Pricing = {
    id: stock.id,
    price: Math.fround(stock.price),
    time: Math.floor((now - agoMs) / 1_000) * 1_000,
    exchange: stock.id.length % 2 === 0 ? "NMS" : "NYQ",
    quote_type: 8,
    market_hours: 1,
    ...(kind > 0.98 ? {} : { day_volume: stock.volume }),
  };
  stock.last = pricing;
  return pricing;
}
