import type { Columns } from "./columns.ts";

/** What the features of one window are computed from; all of it is valid only until the next window is closed. */
export interface ClosedWindow {
  readonly ticker: string;
  readonly kind: "tumbling" | "sliding" | "session";
  readonly start: number;
  readonly end: number;
  /** The window's ticks are rows `from` to `to` of the columns, at least one. */
  readonly columns: Columns;
  readonly from: number;
  readonly to: number;
  /** The sum of `growth`; null where it cannot be known. */
  readonly volume: number | null;
  /** By how much each tick raised its trading session's volume counter: of row `from + i` at index i. Only with a volume. */
  readonly growth: Float64Array;
  /** The price of the last tick before the window that its definition counted, NaN if there is none. */
  readonly priceBefore: number;
  /** The tick rule's sign there: 1, -1, or 0 before any price change. */
  readonly signBefore: number;
  /** How much of [start, end) the feed was not connected, in ms. */
  readonly gapMs: number;
}
