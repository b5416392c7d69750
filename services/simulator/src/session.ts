/** The trading sessions of the US equity market, by New York time; exchange holidays are not known here. */
export type Session = "pre" | "regular" | "post" | "overnight" | "closed";

/** Yahoo's MarketHours. Its 3 (extended hours) was never seen on the wire. A closed market shows its last state. */
export const MARKET_HOURS: Readonly<Record<Session, number>> = {
  pre: 0,
  regular: 1,
  post: 2,
  overnight: 4,
  closed: 2,
};

/** A place in New York's calendar: `day` counts from 1970-01-01, `weekday` from Sunday, `minute` from midnight. */
export interface NewYorkTime {
  readonly day: number;
  readonly weekday: number;
  readonly minute: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MINUTE_MS = 60_000;
const PRE_OPEN = 4 * 60;
const REGULAR_OPEN = 9 * 60 + 30;
const REGULAR_CLOSE = 16 * 60;
const CURRENCY_TURN = 17 * 60;
const POST_CLOSE = 20 * 60;

const format = new Intl.DateTimeFormat("en-US", {
  timeZone: "America/New_York",
  timeZoneName: "longOffset",
});
const memo = { hour: Number.NaN, offsetMs: 0 };

export function newYorkTime(timeMs: number): NewYorkTime {
  const local = timeMs + offsetMs(timeMs);
  const day = Math.floor(local / DAY_MS);
  // 1970-01-01 was a Thursday.
  const weekday = (((day + 4) % 7) + 7) % 7;
  return { day, weekday, minute: Math.floor((local - day * DAY_MS) / MINUTE_MS) };
}

/** Weekdays from 04:00 to 20:00; the overnight session fills the nights from Sunday to Friday morning. */
export function sessionAt({ weekday, minute }: NewYorkTime): Session {
  if (minute >= POST_CLOSE) return weekday <= 4 ? "overnight" : "closed";
  if (weekday === 0 || weekday === 6) return "closed";
  if (minute < PRE_OPEN) return "overnight";
  if (minute < REGULAR_OPEN) return "pre";
  return minute < REGULAR_CLOSE ? "regular" : "post";
}

/** Currencies trade from Sunday 17:00 to Friday 17:00. */
export function isCurrencyOpen({ weekday, minute }: NewYorkTime): boolean {
  if (weekday === 0) return minute >= CURRENCY_TURN;
  return weekday < 5 || (weekday === 5 && minute < CURRENCY_TURN);
}

/** How much of the regular session has passed, 0 to 1. */
export function regularShare({ minute }: NewYorkTime): number {
  return Math.min(1, Math.max(0, (minute - REGULAR_OPEN) / (REGULAR_CLOSE - REGULAR_OPEN)));
}

/**
 * New York's distance from UTC. It changes at whole hours of UTC only, so the last hour asked for is
 * remembered: asking Intl takes about 2 µs, half of what a whole frame costs.
 */
function offsetMs(timeMs: number): number {
  const hour = Math.floor(timeMs / HOUR_MS);
  if (hour !== memo.hour) {
    memo.hour = hour;
    memo.offsetMs = readOffset(timeMs);
  }
  return memo.offsetMs;
}

function readOffset(timeMs: number): number {
  const name = format.formatToParts(timeMs).find(part => part.type === "timeZoneName")?.value ?? "";
  const [, hours, minutes] = /^GMT-(\d\d):(\d\d)$/.exec(name) ?? [];
  if (hours === undefined) throw new Error(`expected an offset like GMT-05:00, got "${name}"`);
  return -(Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS);
}
