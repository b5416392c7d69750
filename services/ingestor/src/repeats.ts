import type { Tick } from "@market/windowing";

/** How many ticks back a repeat is recognised: reconnects repeat a ticker's last frame or few. */
const HELD = 64;
// A column a field: a search mostly looks at one of them.
const TIMES = 0;
const PRICES = HELD;
const DAY_VOLUMES = 2 * HELD;
const LAST_SIZES = 3 * HELD;

/** Recognises exact repeats of one ticker's latest ticks: same time, price, counter and size. */
export class Repeats {
  readonly #held = new Float64Array(4 * HELD);
  #count = 0;
  #latestTime = Number.NEGATIVE_INFINITY;
  #largestVolume = -1;

  /** Whether the tick is a repeat; if not it is remembered. */
  isRepeat({ time, price, day_volume, last_size }: Tick): boolean {
    const held = this.#held;
    // Absent is not 0, and no counter is negative.
    const dayVolume = day_volume ?? -1;
    const lastSize = last_size ?? -1;
    // What is newer than all before, or has a larger counter, is no repeat of any: most ticks are both.
    const isNew = time > this.#latestTime || dayVolume > this.#largestVolume;
    const places = isNew ? 0 : Math.min(this.#count, HELD);
    for (let place = 0; place < places; place++) {
      if (
        held[DAY_VOLUMES + place] === dayVolume &&
        held[TIMES + place] === time &&
        held[PRICES + place] === price &&
        held[LAST_SIZES + place] === lastSize
      ) {
        return true;
      }
    }
    const place = this.#count++ % HELD;
    held[TIMES + place] = time;
    held[PRICES + place] = price;
    held[DAY_VOLUMES + place] = dayVolume;
    held[LAST_SIZES + place] = lastSize;
    this.#latestTime = Math.max(this.#latestTime, time);
    this.#largestVolume = Math.max(this.#largestVolume, dayVolume);
    return false;
  }
}
