import type { Align } from "../align.ts";
import { type WallClock, wallClockOf } from "../wall-clock.ts";

/**
 * The instants at which the wall clock of a zone reaches, or jumps over, an opening time plus any number of steps. A reading that
 * comes twice, because clocks go back, is two boundaries; several that are jumped over at once are one. In
 * UTC without an opening time they are the multiples of the step since the epoch, and the step can be any; else it divides a day.
 */
export class Grid {
  readonly #stepMs: number;
  readonly #opensAtMs: number;
  readonly #clock: WallClock;
  readonly #isUtc: boolean;
  /** The latest span asked for, which the next one asked for nearly always is. */
  #from = Number.POSITIVE_INFINITY;
  #to = Number.NEGATIVE_INFINITY;

  constructor(stepMs: number, { zone, opensAtMs }: Align) {
    this.#stepMs = stepMs;
    this.#opensAtMs = opensAtMs;
    this.#clock = wallClockOf(zone);
    this.#isUtc = zone === "UTC";
  }

  /** The last boundary at or before `time`. */
  startOf(time: number): number {
    this.#find(time);
    return this.#from;
  }

  /** The first boundary after `time`. */
  after(time: number): number {
    this.#find(time);
    return this.#to;
  }

  #find(time: number): void {
    if (time >= this.#from && time < this.#to) return;
    const offset = this.#clock.offsetAt(time);
    this.#from = time - this.#pastBoundary(time, offset);
    this.#to = this.#from + this.#stepMs;
    if (this.#isUtc) return;
    if (this.#clock.offsetAt(this.#from) !== offset) this.#from = this.#lastBefore(this.#from, time);
    if (this.#clock.offsetAt(this.#to) !== offset) this.#to = this.#firstAfter(time, this.#to);
  }

  /** The clocks were changed after `from` and up to `time`, since when no boundary was read. */
  #lastBefore(from: number, time: number): number {
    const change = this.#changeIn(from, time);
    if (this.#jumpsOver(change)) return change;
    const last = change - 1;
    return last - this.#pastBoundary(last, this.#clock.offsetAt(last));
  }

  /** The clocks are changed after `time` and up to `to`, and no boundary is read between `time` and the change. */
  #firstAfter(time: number, to: number): number {
    const change = this.#changeIn(time, to);
    const past = this.#pastBoundary(change, this.#clock.offsetAt(change));
    return past === 0 || this.#jumpsOver(change) ? change : change + this.#stepMs - past;
  }

  /** How long before `time` a clock with this offset has read a boundary. */
  #pastBoundary(time: number, offset: number): number {
    const past = (time + offset - this.#opensAtMs) % this.#stepMs;
    return past < 0 ? past + this.#stepMs : past;
  }

  #jumpsOver(change: number): boolean {
    return this.#stepsAt(change) > this.#stepsAt(change - 1);
  }

  #stepsAt(time: number): number {
    return Math.floor((time + this.#clock.offsetAt(time) - this.#opensAtMs) / this.#stepMs);
  }

  /** The first instant with the offset that holds at `to`, where another holds at `from`. */
  #changeIn(from: number, to: number): number {
    const offset = this.#clock.offsetAt(to);
    let before = from;
    let at = to;
    while (at - before > 1) {
      const middle = Math.floor((before + at) / 2);
      if (this.#clock.offsetAt(middle) === offset) at = middle;
      else before = middle;
    }
    return at;
  }
}
