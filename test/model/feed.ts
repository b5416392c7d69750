import type { LogRecord, Options, Tick } from "./record.ts";
import type { Absent, Change, Claim, CounterMove, GapStart, Quote, Step, TickStep } from "./step.ts";

/** When the log begins, and whether its clock ticks in whole seconds, so that watermarks meet ends. */
export type Start = { at: number; wholeSeconds: boolean };

/** Where and how a ticker trades, when the log begins. */
export type Listing = {
  exchange: string | undefined;
  delayMs: number;
  /** Many feeds stamp whole seconds, which makes ties. */
  wholeSeconds: boolean;
  crypto: boolean;
  price: number;
  dayVolume: number;
};

type Market = Listing & { ticker: string; ticks: Tick[] };

/** Lower case sorts behind upper case by code unit, and before it by most locales. */
const names = ["MSFT", "AMZN", "aapl", "BTC-USD", "VOD.L"];

const NIGHT_MS = 57_000_000;

/** The log that a feed of these listings writes when these steps happen to it. */
export function logOf(start: Start, listings: Listing[], steps: Step[], options: Options): LogRecord[] {
  const feed = new Feed(start, listings, options);
  for (const step of steps) feed.take(step);
  return feed.records;
}

class Feed {
  readonly records: LogRecord[] = [];
  readonly #markets: Market[];
  readonly #options: Options;
  readonly #wholeSeconds: boolean;
  #now: number;
  #offset = 0;

  constructor(start: Start, listings: Listing[], options: Options) {
    this.#now = start.at;
    this.#wholeSeconds = start.wholeSeconds;
    this.#markets = listings.map((listing, i) => ({ ...listing, ticker: names[i]!, ticks: [] }));
    this.#options = options;
  }

  take(step: Step): void {
    if (step.kind === "hole") this.#offset += step.offsets;
    else if (step.kind === "night") this.#sleep(step.resets);
    else if (step.kind === "clock") this.#append({ kind: "clock" }, step.afterMs);
    else this.#takeOf(this.#markets[step.ticker % this.#markets.length]!, step);
  }

  #takeOf(market: Market, step: Extract<Step, { ticker: number }>): void {
    if (step.kind === "delay") market.delayMs = step.delayMs;
    else if (step.kind === "move") market.exchange = step.exchange;
    else if (step.kind === "gap") this.#loseFeed(market, step.from, step.afterMs);
    else if (step.kind === "repeat") this.#repeat(market, step.back, step.change, step.afterMs);
    else this.#tick(market, step);
  }

  #after(ms: number): number {
    return this.#wholeSeconds ? Math.floor((this.#now + ms) / 1000) * 1000 : this.#now + ms;
  }

  #append(content: { kind: "clock" } | { kind: "gap"; ticker: string; from: number }, afterMs: number): void {
    this.#now = this.#after(afterMs);
    this.records.push({ offset: this.#offset++, timestamp: this.#now, ...content });
  }

  /** Hours pass in which nothing trades; the counters of most exchanges begin anew. */
  #sleep(resets: boolean): void {
    for (const market of this.#markets) if (resets) market.dayVolume = 0;
    this.#append({ kind: "clock" }, NIGHT_MS);
  }

  #loseFeed(market: Market, start: GapStart, afterMs: number): void {
    const last = market.ticks.at(-1)?.time ?? 0;
    const before = Math.max(0, last - 60_000);
    const from = { unknown: 0, now: this.#now, "last tick": last, "minute before": before }[start];
    this.#append({ kind: "gap", ticker: market.ticker, from }, afterMs);
  }

  /** The same tick once more, or one that differs a little; nothing if the ticker had none yet. */
  #repeat(market: Market, back: number, change: Change, afterMs: number): void {
    const tick = market.ticks.at(-1 - back);
    if (tick !== undefined) this.#publish(market, changed(tick, change), afterMs);
  }

  #tick(market: Market, step: TickStep): void {
    const receivedTime = this.#after(step.afterMs);
    market.price = Math.max(1, market.price + step.cents);
    market.dayVolume = moved(market.dayVolume, step.counter);
    const tick: Tick = {
      ticker: market.ticker,
      time: this.#timeOf(market, step.lag, receivedTime),
      received_time: receivedTime,
      price: market.price / 100,
      source: "yahoo",
    };
    if (step.counter !== "absent") tick.day_volume = market.dayVolume;
    if (step.lastSize !== undefined) tick.last_size = step.lastSize;
    if (step.snapshot) tick.snapshot = true;
    const quoted = { ...tick, ...quoteAround(market.price, step.quote ?? {}) };
    this.#publish(market, { ...quoted, ...attributes(market, step.absent, step.marketHours) }, step.afterMs);
  }

  #timeOf(market: Market, lag: number | Claim, receivedTime: number): number {
    const furthest = receivedTime + this.#options.maxFutureMs;
    if (lag === "tie") return market.ticks.at(-1)?.time ?? receivedTime;
    if (lag === "edge") return furthest;
    if (lag === "future") return furthest + 1;
    if (lag === "far future") return furthest + 10 * NIGHT_MS;
    if (lag === "hours ago") return receivedTime - 8_000_000;
    if (lag === "epoch") return 1000;
    const time = receivedTime - market.delayMs - lag;
    return market.wholeSeconds ? Math.floor(time / 1000) * 1000 : time;
  }

  #publish(market: Market, tick: Tick, afterMs: number): void {
    this.#now = this.#after(afterMs);
    const received = { ...tick, received_time: this.#now };
    market.ticks.push(received);
    this.records.push({ offset: this.#offset++, timestamp: this.#now, kind: "tick", tick: received });
  }
}

function moved(dayVolume: number, move: CounterMove): number {
  if (move === "absent") return dayVolume;
  return move === "reset" ? 0 : Math.max(0, dayVolume + move);
}

function changed(tick: Tick, change: Change): Tick {
  if (change === "quote") return { ...tick, bid: tick.price - 0.01, ask: tick.price + 0.01 };
  if (change === "price") return { ...tick, price: tick.price + 0.01 };
  if (change === "size") return { ...tick, last_size: (tick.last_size ?? -1) + 1 };
  if (change === "nothing") return tick;
  const { last_size: _, ...rest } = tick;
  return rest;
}

/** Where a quote stands, around a price in cents; what it leaves out is absent. */
function quoteAround(cents: number, { bid, ask, bidSize, askSize }: Quote): Partial<Tick> {
  return {
    ...(bid !== undefined && { bid: (cents + bid) / 100 }),
    ...(bidSize !== undefined && { bid_size: bidSize }),
    ...(ask !== undefined && { ask: (cents + ask) / 100 }),
    ...(askSize !== undefined && { ask_size: askSize }),
  };
}

/** The fields that say what is traded and where, as far as the feed sends them. */
function attributes({ exchange, crypto }: Market, absent: Absent, marketHours: number): Partial<Tick> {
  if (absent === "everything") return crypto ? { quote_type: 41 } : {};
  const codes = { quote_type: crypto ? 41 : 8, market_hours: marketHours };
  return {
    currency: exchange === "LSE" ? "GBp" : "USD",
    ...(exchange === undefined || absent === "exchange" ? {} : { exchange }),
    ...(absent === "codes" ? {} : codes),
  };
}
