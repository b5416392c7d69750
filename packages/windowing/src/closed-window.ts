import type { Columns } from "./columns.ts";
import type { Prices } from "./prices.ts";

/** What the features of one window are computed from; all of it is valid only until the next window is closed. */
export interface ClosedWindow {
  readonly ticker: string;
  readonly kind: "tumbling" | "sliding" | "session";
  readonly start: number;
  readonly end: number;
  /** The window's ticks, at least one. */
  readonly columns: Columns;
  readonly prices: Prices;
  /** The sum of the column `growth`; null where it cannot be known. */
  readonly volume: number | null;
  /** The price of the last tick before the window that its definition counted, NaN if there is none. */
  readonly priceBefore: number;
  /** The tick rule's sign there: 1, -1, or 0 before any price change. */
  readonly signBefore: number;
  /** How much of [start, end) the feed was not connected, in ms. */
  readonly gapMs: number;
}
