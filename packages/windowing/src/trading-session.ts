import { exchangeZone } from "./exchange-zone.ts";
import { QUARTER_MS, wallClockOf } from "./wall-clock.ts";

const DAY_MS = 86_400_000;

/** Trading sessions by event time and exchange; it remembers the latest quarter of an hour, which the next one asked for nearly always is in. */
export class TradingSessions {
  #exchange: string | null = null;
  #clock = wallClockOf("UTC");
  #from = Number.POSITIVE_INFINITY;
  #to = Number.NEGATIVE_INFINITY;
  #session = 0;

  /** The trading session `time` belongs to: the date in the exchange's time zone, as days since 1970-01-01. */
  at(time: number, exchange: string | null): number {
    if (time >= this.#from && time < this.#to && exchange === this.#exchange) return this.#session;
    if (exchange !== this.#exchange) {
      this.#exchange = exchange;
      this.#clock = wallClockOf(exchangeZone(exchange));
    }
    const offset = this.#clock.offsetAt(time);
    this.#session = Math.floor((time + offset) / DAY_MS);
    // A date changes at a quarter's end, but for offsets of long ago that are no whole quarters.
    this.#from =
      offset % QUARTER_MS === 0 ? Math.floor(time / QUARTER_MS) * QUARTER_MS : Number.POSITIVE_INFINITY;
    this.#to = this.#from + QUARTER_MS;
    return this.#session;
  }
}
