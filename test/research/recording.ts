import type { Pricing } from "@market/wire";
import { nextPricing, randomOf, type Stock } from "../e2e/traffic.ts";
import { bare, enveloped } from "../wire/frames.ts";

/** A Tuesday's regular hours, so that counters count; at a whole hour, so that no lead is forgotten for two of them. */
export const T = Date.UTC(2024, 3, 16, 14, 0);

const TICKERS = ["AMZN", "MSFT", "BTC-USD", "7203.T", "A", "TSLA", "GOOG"];
const SILENCE_MS = 200_000;

/**
 * Lines of a recording of about an hour, all kinds of them: frames of both versions and ticks with and without a received
 * time, repeats, ticks out of order, late and ahead of time, quotes, silences, and what is no tick.
 */
export function makeRecording(seed: number, lines: number): string[] {
  const random = randomOf(seed);
  const stocks: Stock[] = TICKERS.map(id => ({ id, price: 100, volume: 0, last: undefined }));
  const stepMs = (50 * 60_000) / lines;
  let now = T;
  return Array.from({ length: lines }, () => {
    now += random() < 0.005 ? SILENCE_MS : Math.round(random() * stepMs);
    const stock = stocks[Math.floor(random() ** 2 * stocks.length)]!;
    return random() < 0.02
      ? garbage(Math.floor(random() * 7), now)
      : lineOf(nextPricing(stock, now, random), now, random);
  });
}

/** A frame or a tick, with the time it was received at or without. */
function lineOf(pricing: Pricing, now: number, random: () => number): string {
  const frame = random() < 0.5 ? bare(pricing) : enveloped(bare(pricing));
  const tick = tickOf(pricing, now, random);
  const kind = random();
  if (kind < 0.3) return JSON.stringify({ frame, received_time: now });
  if (kind < 0.4) return frame;
  if (kind < 0.5) return JSON.stringify(tick);
  return JSON.stringify({ ...tick, received_time: now, snapshot: random() < 0.02 });
}

function tickOf(pricing: Pricing, now: number, random: () => number): object {
  const { id, time, exchange, quote_type, market_hours, day_volume } = pricing;
  const price = pricing.price!;
  return {
    ticker: id,
    time: random() < 0.01 ? now + 90_000 : time,
    price,
    // The topic has whole numbers only.
    day_volume: day_volume == null ? undefined : Number(day_volume) + random() / 2,
    ...(random() < 0.5 ? { bid: price - 0.01, bid_size: 100, ask: price + 0.01, ask_size: 300 } : {}),
    exchange,
    quote_type,
    market_hours,
  };
}

function garbage(kind: number, now: number): string {
  return [
    "no frame at all",
    "",
    "{ half an obj",
    JSON.stringify({ ticker: "AMZN", time: now, price: -1, received_time: now }),
    JSON.stringify({ frame: bare({ id: "AMZN", time: now }), received_time: now }),
    JSON.stringify({ type: "earnings", message: "" }),
    JSON.stringify({ frame: "", received_time: now }),
  ][kind]!;
}
