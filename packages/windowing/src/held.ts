import type { Series } from "./series.ts";
import type { Windows } from "./windows/windows.ts";

/** What a windower holds. */
export interface Held {
  /** Every one there ever was. */
  readonly tickers: number;
  /** Those that an open window needs. */
  readonly ticks: number;
  /** Of each ticker and definition, from the earliest to the latest that holds ticks. */
  readonly openWindows: number;
  /** Of the rows that hold the ticks, room for more of them included. */
  readonly bytes: number;
}

/** A few hundred ns for each ticker (2026-11), but for sessions, whose ticks are all looked at. */
export function countHeld(all: Iterable<Series>, definitions: readonly Windows[]): Held {
  let tickers = 0;
  let ticks = 0;
  let openWindows = 0;
  let bytes = 0;
  for (const series of all) {
    tickers++;
    ticks += series.rows.length;
    bytes += series.rows.bytes;
    if (series.nextEnd === Number.POSITIVE_INFINITY) continue;
    for (const windows of definitions) openWindows += windows.openCount(series);
  }
  return { tickers, ticks, openWindows, bytes };
}
