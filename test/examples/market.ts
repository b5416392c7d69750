import { decodeTick, encodeTick } from "@market/wire";
import type { Message } from "kafkajs";
import { client } from "../e2e/topic.ts";

const MINUTE_MS = 60_000;
/** Longer than the windower's default WAIT: what a clock record this far behind a window's end says, closes it. */
const CLOSING_MS = 11_000;

/** A ticker of this market: how many ticks a minute, by how much the price moves at most, and whether volumes are counted. */
interface Listing {
  readonly ticker: string;
  readonly price: number;
  readonly ticks: readonly number[];
  readonly shares: boolean;
}

/** In some minutes there is nothing, one tick, or two: there most statistics are undefined. */
const LISTINGS: readonly Listing[] = [
  { ticker: "MSFT", price: 416.72, ticks: [9, 12, 7, 10], shares: true },
  { ticker: "AMZN", price: 184.61, ticks: [6, 0, 8, 1], shares: true },
  { ticker: "NVDA", price: 121.4, ticks: [11, 5], shares: true },
  { ticker: "GME", price: 23.11, ticks: [2, 4, 0], shares: true },
  { ticker: "BTC-USD", price: 63_120.5, ticks: [5, 3], shares: false },
];

/** Sends the ticks of the minutes [from, to) behind `start` (ms), and the clock records that close them; the same each time. */
export async function sendMinutes(
  topic: string,
  partitions: number,
  start: number,
  from: number,
  to: number,
): Promise<void> {
  const ticks = LISTINGS.flatMap(listing => ticksOf(listing, start, from, to));
  const producer = client().producer({ idempotent: true, maxInFlightRequests: 1 });
  await producer.connect();
  await producer.send({
    topic,
    messages: ticks.sort((a, b) => Number(a.timestamp) - Number(b.timestamp)),
    acks: -1,
  });
  const timestamp = String(start + to * MINUTE_MS + CLOSING_MS);
  const clocks = Array.from({ length: partitions }, (_, partition) => ({
    partition,
    key: null,
    value: null,
    timestamp,
  }));
  await producer.send({ topic, messages: clocks, acks: -1 });
  await producer.disconnect();
}

function ticksOf(
  { ticker, price, ticks, shares }: Listing,
  start: number,
  from: number,
  to: number,
): Message[] {
  const messages: Message[] = [];
  for (let minute = from; minute < to; minute++) {
    const count = ticks[minute % ticks.length]!;
    for (let i = 0; i < count; i++) {
      const time = start + minute * MINUTE_MS + Math.floor((i * MINUTE_MS) / count) + 250;
      // A path that goes up and down and never repeats a price, of cents.
      const moved = Math.round(price * (100 + Math.sin(minute * 1.7 + i * 2.3) * 0.4)) / 100;
      const fields = { ...NOTHING, ticker, time, received_time: time + 300, price: moved };
      const quotes = { bid: moved - 0.01, bid_size: 100 + i, ask: moved + 0.02, ask_size: 300 };
      const counted = shares
        ? {
            day_volume: 1_000_000 + minute * 5_000 + i * 310,
            exchange: "NMS",
            currency: "USD",
            market_hours: 1,
          }
        : { exchange: "CCC", quote_type: 41 };
      const value = Buffer.from(encodeTick({ ...fields, ...quotes, ...counted }));
      messages.push({ key: ticker, value, timestamp: String(time + 300) });
    }
  }
  return messages;
}

/** A tick that has only what it must have. */
const NOTHING = decodeTick(
  Uint8Array.from([0x0a, 1, 0x41, 0x10, 1, 0x18, 1, 0x21, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f]),
)!;
