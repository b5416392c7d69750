import { type Definition, windowStart } from "./definition.ts";
import type { Series } from "./series.ts";

/** A window whose end the watermark has reached: rows `from` to `to` of the series. */
export interface DueWindow {
  readonly series: Series;
  readonly index: number;
  readonly start: number;
  readonly end: number;
  readonly from: number;
  readonly to: number;
}

/** Finds the definition's windows from `opened` up to the watermark that hold ticks. */
export function collectDue(
  series: Series,
  definition: Definition,
  index: number,
  opened: number,
  windows: DueWindow[],
): void {
  const { columns } = series;
  const closed = columns.lowerBound(series.openFrom(definition, index));
  let from = columns.lowerBound(opened);
  while (from < closed) {
    const start = windowStart(columns.time[from]!, definition);
    const end = start + definition.lengthMs;
    const to = columns.lowerBound(end);
    windows.push({ series, index, start, end, from, to });
    from = to;
  }
}

/** The order in which windows that are due at one record go out. */
export function byEndTickerDefinition(a: DueWindow, b: DueWindow): number {
  if (a.end !== b.end) return a.end - b.end;
  if (a.series !== b.series) return a.series.ticker < b.series.ticker ? -1 : 1;
  return a.index - b.index;
}
