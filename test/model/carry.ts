import type { Tick } from "./record.ts";
import { sessionOf } from "./zones.ts";

/** Crypto's counter is a rolling 24 h figure and is never differenced. */
const CRYPTO = 41;

/** What a definition knows of a ticker from the ticks that it counted so far. */
export type Carried = {
  exchange: string | undefined;
  /** The trading session, in days, and the highest that its counter was. */
  session: number;
  highest: number;
  price: number | undefined;
  /** Of the last price change; 0 before any. */
  sign: -1 | 0 | 1;
};

/** Before any tick. */
export const nothing: Carried = {
  exchange: undefined,
  session: -Infinity,
  highest: 0,
  price: undefined,
  sign: 0,
};

/** What a tick's volume counter said: its session, and by how much it raised the counter's maximum. */
export type Counted = { session: number; counter: number; growth: number };

/**
 * Adds a tick, and says what its counter did; nothing if it has none. The session is the date at the latest
 * exchange that the definition has seen the ticker on; an earlier date is no new session. Its counter began
 * at 0, as far as that was seen: nobody asks for growth in the windows before which nothing was counted.
 */
function carry(before: Carried, tick: Tick): { after: Carried; counted?: Counted } {
  const exchange = tick.exchange ?? before.exchange;
  const sign = signOf(before, tick.price);
  const after = { ...before, exchange, sign, price: tick.price };
  const counter = tick.day_volume;
  if (counter === undefined || tick.quote_type === CRYPTO) return { after };
  const session = sessionOf(tick.time, exchange);
  if (session > before.session) {
    after.session = session;
    after.highest = 0;
  }
  const growth = Math.max(0, counter - after.highest);
  after.highest = Math.max(after.highest, counter);
  return { after, counted: { session, counter, growth } };
}

function signOf({ price, sign }: Carried, next: number): -1 | 0 | 1 {
  if (price === undefined || next === price) return sign;
  return next > price ? 1 : -1;
}

/** Adds ticks in order, keeping what each one's counter did. */
export function carryAll(before: Carried, ticks: Tick[]) {
  let after = before;
  const counted = ticks.map(tick => {
    const step = carry(after, tick);
    after = step.after;
    return step.counted;
  });
  return { after, counted };
}
