import { exchangeZone } from "./exchange-zone.ts";
import { wallClockOf } from "./wall-clock.ts";

const DAY_MS = 86_400_000;

/** The trading session `time` belongs to: the date in the exchange's time zone, as days since 1970-01-01. */
export function sessionOf(time: number, exchange: string | null): number {
  return Math.floor((time + wallClockOf(exchangeZone(exchange)).offsetAt(time)) / DAY_MS);
}
