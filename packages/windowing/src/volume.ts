import type { Carry } from "./carry.ts";
import type { Columns } from "./columns.ts";
import { sessionOf } from "./trading-session.ts";

/** Yahoo's quote type of crypto, whose counter is a rolling 24 h figure that must never be differenced. */
const CRYPTO = 41;

export interface Volume {
  readonly volume: number | null;
  readonly inner: number | null;
}

/**
 * Volume of rows `from` to `to`, by how much each of them raised it in `growth` (row `from + i` at index i), and in `carry` what
 * the next window needs.
 *
 * The counter starts at 0 with each trading session. `volume` is the growth of its running maximum, so
 * the volumes of a session's windows add up to the counter's growth and a correction downwards adds nothing.
 * In the very first window (`isFirst`) nobody knows what the counter had reached before: null. `inner` is last
 * minus first counter in the window, null across sessions. Both are null without any counter, and for crypto.
 */
export function countVolume(
  columns: Columns,
  from: number,
  to: number,
  carry: Carry,
  isFirst: boolean,
  growth: Float64Array,
): Volume {
  let volume = 0;
  let counted = 0;
  let first = 0;
  let last = 0;
  let firstSession = 0;
  let lastSession = 0;
  for (let row = from; row < to; row++) {
    const { exchange, quoteType } = columns.instrument[row]!;
    if (exchange !== null) carry.exchange = exchange;
    const counter = columns.dayVolume[row]!;
    growth[row - from] = 0;
    if (Number.isNaN(counter) || quoteType === CRYPTO) continue;
    const session = sessionOf(columns.time[row]!, carry.exchange);
    const grown = grow(carry, session, counter, isFirst);
    growth[row - from] = grown;
    volume += grown;
    if (counted++ === 0) {
      first = counter;
      firstSession = session;
    }
    last = counter;
    lastSession = session;
  }
  if (counted === 0) return { volume: null, inner: null };
  return { volume: isFirst ? null : volume, inner: firstSession === lastSession ? last - first : null };
}

/** Moves the carry on to `counter` and returns by how much the session's maximum grew. */
function grow(carry: Carry, session: number, counter: number, isFirst: boolean): number {
  if (session > carry.session) {
    carry.session = session;
    carry.counter = isFirst ? counter : 0;
  }
  const growth = Math.max(0, counter - carry.counter);
  carry.counter += growth;
  return growth;
}
