import type { Carry } from "./carry.ts";
import type { Columns } from "./columns.ts";
import type { Context } from "./context.ts";
import { TradingSessions } from "./trading-session.ts";

/** Yahoo's quote type of crypto, whose counter is a rolling 24 h figure that must never be differenced. */
const CRYPTO = 41;

export interface Volume {
  readonly volume: number | null;
  readonly inner: number | null;
}

const NO_VOLUME: Volume = { volume: null, inner: null };
const sessions = new TradingSessions();

/**
 * Volume of the first `count` ticks of a window, by how much each of them raised it in the column `growth`, and in `carry` what
 * the next window needs.
 *
 * The counter starts at 0 with each trading session. `volume` is the growth of its running maximum, so
 * the volumes of a session's windows add up to the counter's growth and a correction downwards adds nothing.
 * In the very first window (`isFirst`) nobody knows what the counter had reached before: null. `inner` is last
 * minus first counter in the window, null across sessions. Both are null without any counter, and for crypto.
 */
export function countVolume(columns: Columns, count: number, carry: Carry, isFirst: boolean): Volume {
  const { time, dayVolume, growth, commonContext, contexts } = columns;
  let volume = 0;
  let counted = 0;
  let first = 0;
  let last = 0;
  let firstSession = 0;
  let lastSession = 0;
  // In variables of their own: a field that holds a number is slow to write.
  let { exchange, session, counter: reached } = carry;
  for (let i = 0; i < count; i++) {
    const context = commonContext ?? contexts[i]!;
    if (context.exchange !== null) exchange = context.exchange;
    const counter = dayVolume[i]!;
    growth[i] = 0;
    if (!isCounted(counter, context)) continue;
    lastSession = sessions.at(time[i]!, exchange);
    if (lastSession > session) {
      session = lastSession;
      reached = startOf(counter, isFirst);
    }
    const grown = Math.max(0, counter - reached);
    reached += grown;
    growth[i] = grown;
    volume += grown;
    if (counted++ === 0) {
      first = counter;
      firstSession = lastSession;
    }
    last = counter;
  }
  carry.exchange = exchange;
  carry.session = session;
  carry.counter = reached;
  if (counted === 0) return NO_VOLUME;
  return { volume: isFirst ? null : volume, inner: firstSession === lastSession ? last - first : null };
}

function isCounted(counter: number, { quoteType }: Context): boolean {
  return !Number.isNaN(counter) && quoteType !== CRYPTO;
}

/** What a trading session's counter had reached before its first tick. */
function startOf(counter: number, isFirst: boolean): number {
  return isFirst ? counter : 0;
}
