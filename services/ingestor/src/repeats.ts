import type { Tick } from "@market/windowing";

/** How many ticks back a repeat is recognised: reconnects repeat a ticker's last frame or few. */
const HELD = 64;
const FIELDS = 4;

/** Recognises exact repeats of one ticker's latest ticks: same time, price, counter and size. */
export class Repeats {
  readonly #held = new Float64Array(HELD * FIELDS);
  #count = 0;

  /** Whether the tick is a repeat; if not it is remembered. */
  isRepeat({ time, price, day_volume, last_size }: Tick): boolean {
    const held = this.#held;
    // Absent is not 0, and no counter is negative.
    const dayVolume = day_volume ?? -1;
    const lastSize = last_size ?? -1;
    for (let at = (Math.min(this.#count, HELD) - 1) * FIELDS; at >= 0; at -= FIELDS) {
      if (
        held[at] === time &&
        held[at + 1] === price &&
        held[at + 2] === dayVolume &&
        held[at + 3] === lastSize
      ) {
        return true;
      }
    }
    const at = (this.#count++ % HELD) * FIELDS;
    held[at] = time;
    held[at + 1] = price;
    held[at + 2] = dayVolume;
    held[at + 3] = lastSize;
    return false;
  }
}
