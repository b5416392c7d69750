import type { Series } from "./series.ts";

/** A window whose end the watermark has reached: rows `from` to `to` of the series. */
export interface DueWindow {
  readonly series: Series;
  readonly index: number;
  readonly start: number;
  readonly end: number;
  readonly from: number;
  readonly to: number;
  /** The rows up to here are counted for good with this window: later windows do not hold them as their own. */
  readonly carriedTo: number;
}

/** The order in which windows that are due at one record go out. */
export function byEndTickerDefinition(a: DueWindow, b: DueWindow): number {
  if (a.end !== b.end) return a.end - b.end;
  if (a.series !== b.series) return a.series.ticker < b.series.ticker ? -1 : 1;
  return a.index - b.index;
}
