import type { Pricing } from "@market/wire";
import { type Instrument, instrumentOf } from "./instrument.ts";
import { Random } from "./random.ts";
import { MARKET_HOURS, type NewYorkTime, type Session } from "./session.ts";

const SECOND_MS = 1_000;
/** Pulls the price back to its start: over any number of steps it strays about 220 steps' deviations, 3 % for equities. */
const PULL = 1e-5;
const LAST_SIZE_SHARE = 0.2;
const ROLLING_VOLUME = 9e10;

/** One ticker's random walk. Its steps are drawn from the ticker's own dice: other tickers do not disturb it. */
export class Walk {
  readonly #ticker: string;
  readonly #instrument: Instrument;
  readonly #random: Random;
  readonly #tradeSize: number;
  /** Logarithm of price over start price, before rounding. */
  #drift = 0;
  #price = 0;
  #previousClose: number;
  #openPrice = 0;
  #high = 0;
  #low = 0;
  #day = Number.NaN;
  #volume = 0;
  /** Deviation of the rolling 24 h figure from its mean, as a share of it. */
  #rolling = 0;

  constructor(seed: number, ticker: string) {
    this.#ticker = ticker;
    this.#instrument = instrumentOf(ticker);
    this.#random = new Random(`${seed}/${ticker}`);
    this.#tradeSize = 50 + this.#random.uniform() * 450;
    this.#previousClose = this.#round(this.#instrument.startPrice * (1 + 0.01 * this.#random.bell()));
  }

  get kind(): Instrument["kind"] {
    return this.#instrument.kind;
  }

  /** The next pricing; `dayShare` is how much of the trading day has passed, used by a ticker's first step only. */
  step(nowMs: number, { day }: NewYorkTime, session: Session, dayShare: number): Pricing {
    const { startPrice, volatility } = this.#instrument;
    this.#drift += volatility * this.#random.bell() - PULL * this.#drift;
    const price = this.#round(startPrice * Math.exp(this.#drift));
    if (day !== this.#day) this.#beginDay(day, price, dayShare);
    this.#price = price;
    const pricing = this.#describe(nowMs);
    if (this.kind === "equity") this.#addEquity(pricing, session);
    if (this.kind === "crypto") this.#addCrypto(pricing);
    this.#high = Math.max(this.#high, price);
    this.#low = Math.min(this.#low, price);
    return pricing;
  }

  /** A counter that is first seen in the middle of a day has a past; one that was watched begins at 0. */
  #beginDay(day: number, price: number, dayShare: number): void {
    if (Number.isNaN(this.#day)) this.#volume = Math.floor(this.#tradeSize * 50_000 * dayShare);
    else {
      this.#volume = 0;
      this.#previousClose = this.#price;
    }
    this.#day = day;
    this.#openPrice = price;
    this.#high = price;
    this.#low = price;
  }

  #describe(nowMs: number): Pricing {
    const change = Math.fround(this.#price - this.#previousClose);
    return {
      id: this.#ticker,
      price: this.#price,
      time: Math.floor(nowMs / SECOND_MS) * SECOND_MS,
      exchange: this.#instrument.exchange,
      quote_type: this.#instrument.quoteType,
      market_hours: MARKET_HOURS.regular,
      change_percent: Math.fround((100 * change) / this.#previousClose),
      change,
      price_hint: this.#instrument.priceHint,
    };
  }

  /** Volume grows with every regular step, so that two steps in one second differ. Extremes are sent when they move. */
  #addEquity(pricing: Pricing, session: Session): void {
    pricing.market_hours = MARKET_HOURS[session];
    if (session !== "regular") return;
    const size = 1 + Math.floor(this.#tradeSize * this.#random.exponential());
    this.#volume += size;
    pricing.day_volume = this.#volume;
    if (this.#random.uniform() < LAST_SIZE_SHARE) pricing.last_size = size;
    if (this.#price > this.#high) pricing.day_high = this.#price;
    if (this.#price < this.#low) pricing.day_low = this.#price;
  }

  /** Crypto carries one rolling figure four times; on the wire it has single precision. */
  #addCrypto(pricing: Pricing): void {
    this.#rolling += 1e-4 * this.#random.bell() - PULL * this.#rolling;
    const rolling = Math.round(Math.fround(ROLLING_VOLUME * (1 + this.#rolling)));
    pricing.currency = "USD";
    pricing.from_currency = this.#ticker.slice(0, -"-USD".length);
    pricing.day_volume = rolling;
    pricing.vol_24hr = rolling;
    pricing.vol_all_currencies = rolling;
    pricing.last_size = rolling;
    pricing.open_price = this.#openPrice;
    pricing.day_high = Math.max(this.#high, this.#price);
    pricing.day_low = Math.min(this.#low, this.#price);
  }

  #round(price: number): number {
    return Math.fround(Number(price.toFixed(this.#instrument.decimals)));
  }
}
