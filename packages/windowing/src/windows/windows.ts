import type { DueWindow } from "../due-window.ts";
import type { Series } from "../series.ts";

/**
 * How one definition cuts the ticks of a series into windows. What it knows of a series it keeps there, at the
 * definition's index: `startsAt`, `closedThrough`.
 */
export interface Windows {
  /** The end of the earliest open window that a tick at `time` goes into, or less; Infinity where it goes into none. */
  openEnd(series: Series, time: number, isReplayed: boolean): number;
  /** Whether a window of a tick at `time` is closed. */
  isLate(series: Series, time: number): boolean;
  /** The starts of those windows. To be called once for a tick that is late: it can change the series. */
  miss(series: Series, time: number): number[];
  /** No open window, and none that can still open, needs ticks from before this. */
  openFrom(series: Series): number;
  /** Adds the windows that end by the watermark and hold ticks, in order; `opened` is what `openFrom` was before the watermark moved. */
  collectDue(series: Series, opened: number, due: DueWindow[]): void;
  /** The end of the earliest open window that holds ticks, Infinity if there is none. */
  nextEnd(series: Series): number;
  /** How many open windows there are from the earliest to the latest that holds ticks, the empty ones in between as well. */
  openCount(series: Series): number;
  /** The start of the first window that begins at or after `time`, when the definition is added. */
  startFrom(time: number): number;
}
