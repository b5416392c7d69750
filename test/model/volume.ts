import type { Tick } from "./record.ts";
import { sessionOf } from "./zones.ts";

/** Crypto's counter is a rolling 24 h figure and is never differenced. */
const CRYPTO = 41;

type Volume = { volume: number | null; inner_volume: number | null };

/** A tick with a usable volume counter: the window it is in (by its place), its session, its counter. */
type Counted = { window: number; session: number; counter: number };

/** The volumes of all windows one definition published for one ticker, both in order. */
export function volumes(windows: Tick[][]): Volume[] {
  const counted = countedTicks(windows);
  const growth = growths(counted, windows.length);
  return windows.map((_, window) => {
    const inside = counted.filter(tick => tick.window === window);
    return { volume: knownGrowth(growth, inside, window), inner_volume: innerVolume(inside) };
  });
}

/** The session is the date at the latest exchange that the definition has seen the ticker on. */
function countedTicks(windows: Tick[][]): Counted[] {
  const counted: Counted[] = [];
  let exchange: string | undefined;
  windows.forEach((ticks, window) => {
    for (const tick of ticks) {
      exchange = tick.exchange ?? exchange;
      if (tick.day_volume === undefined || tick.quote_type === CRYPTO) continue;
      counted.push({ window, session: sessionOf(tick.time, exchange), counter: tick.day_volume });
    }
  });
  return counted;
}

/**
 * How much each window raised the running maximum of its session's counter. A session's counter began
 * at 0 if the definition was there to see it begin, else (in its first window) where it was first seen.
 */
function growths(counted: Counted[], windows: number): number[] {
  const growth = new Array<number>(windows).fill(0);
  let session = -Infinity;
  let highest = 0;
  for (const tick of counted) {
    if (tick.session > session) {
      session = tick.session;
      highest = tick.window > 0 ? 0 : tick.counter;
    }
    growth[tick.window]! += Math.max(0, tick.counter - highest);
    highest = Math.max(highest, tick.counter);
  }
  return growth;
}

/** Null without a counter, and in the first window: what came before it is not known. */
function knownGrowth(growth: number[], inside: Counted[], window: number): number | null {
  return inside.length === 0 || window === 0 ? null : growth[window]!;
}

/** Last counter minus first counter, what the tutorial calls volume; null across two sessions. */
function innerVolume(inside: Counted[]): number | null {
  const first = inside.at(0);
  const last = inside.at(-1);
  if (first === undefined || last === undefined || first.session !== last.session) return null;
  return last.counter - first.counter;
}
