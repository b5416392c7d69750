import type { Session } from "../definition.ts";
import type { DueWindow } from "../due-window.ts";
import type { Series } from "../series.ts";
import type { Windows } from "./windows.ts";

/** The longest a session can be: it is cut at every whole hour (UTC), so that no session can pin the log. */
export const SESSION_MS_MAX = 3_600_000;

/**
 * Session windows: runs of ticks at most a gap apart, in one clock hour. A session ends a gap after its last tick.
 *
 * All ticks of a series from `closedThrough` on are in open sessions of the definition, and none before it: it is the end
 * of the last session that closed, or behind the last tick that was late. So what a session holds can be told from the log again.
 */
export class SessionWindows implements Windows {
  readonly #gapMs: number;
  readonly #index: number;

  constructor({ gapMs }: Session, index: number) {
    this.#gapMs = gapMs;
    this.#index = index;
  }

  /** A session that the tick extends ends later than the tick's own would: that is queued anyway. */
  openEnd(series: Series, time: number, isReplayed: boolean): number {
    const isOpen = isReplayed ? time >= this.openFrom(series) : !this.isLate(series, time);
    return isOpen && time >= this.#startsAt(series) ? this.#endAfter(time) : Number.POSITIVE_INFINITY;
  }

  isLate(series: Series, time: number): boolean {
    if (time < this.#startsAt(series)) return false;
    if (time < this.#closedThrough(series)) return true;
    return this.#endAfter(time) <= series.watermark && !this.#isBeforeOpenTick(series, time);
  }

  miss(series: Series, time: number): number[] {
    series.closedThrough[this.#index] = Math.max(this.#closedThrough(series), time + 1);
    return [time];
  }

  openFrom(series: Series): number {
    return Math.max(this.#closedThrough(series), this.#startsAt(series));
  }

  collectDue(series: Series, _opened: number, due: DueWindow[]): void {
    const { rows, watermark } = series;
    let from = rows.lowerBound(this.openFrom(series));
    while (from < rows.to) {
      const to = this.#runFrom(series, from);
      const end = this.#endAfter(rows.timeOf(to - 1));
      if (end > watermark) return;
      due.push({ series, index: this.#index, start: rows.timeOf(from), end, from, to, carriedTo: to });
      series.closedThrough[this.#index] = end;
      from = to;
    }
  }

  nextEnd(series: Series): number {
    const { rows } = series;
    const from = rows.lowerBound(this.openFrom(series));
    if (from === rows.to) return Number.POSITIVE_INFINITY;
    return this.#endAfter(rows.timeOf(this.#runFrom(series, from) - 1));
  }

  openCount(series: Series): number {
    let count = 0;
    let from = series.rows.lowerBound(this.openFrom(series));
    for (; from < series.rows.to; count++) from = this.#runFrom(series, from);
    return count;
  }

  startFrom(time: number): number {
    return time;
  }

  #startsAt(series: Series): number {
    return series.startsAt[this.#index] ?? Number.NEGATIVE_INFINITY;
  }

  #closedThrough(series: Series): number {
    return series.closedThrough[this.#index] ?? Number.NEGATIVE_INFINITY;
  }

  /** The end of a session whose last tick is at `time`. */
  #endAfter(time: number): number {
    return Math.min(time + this.#gapMs, nextHour(time));
  }

  /** Such a tick joins an open session, however late it is. */
  #isBeforeOpenTick({ rows }: Series, time: number): boolean {
    const row = rows.lowerBound(time);
    return row < rows.to && this.#isJoined(time, rows.timeOf(row));
  }

  /** The row behind the run of joined ticks that begins at `from`; what was joined once stays so, whatever comes in between. */
  #runFrom({ rows, runs }: Series, from: number): number {
    const start = rows.timeOf(from);
    const known = runs[this.#index];
    let to = from + 1;
    if (known?.start === start) to += rows.lowerBound(known.through) - from;
    while (to < rows.to && this.#isJoined(rows.timeOf(to - 1), rows.timeOf(to))) to++;
    const through = rows.timeOf(to - 1);
    if (known === undefined) runs[this.#index] = { start, through };
    else {
      known.start = start;
      known.through = through;
    }
    return to;
  }

  #isJoined(time: number, later: number): boolean {
    return later - time <= this.#gapMs && later < nextHour(time);
  }
}

function nextHour(time: number): number {
  return (Math.floor(time / SESSION_MS_MAX) + 1) * SESSION_MS_MAX;
}
