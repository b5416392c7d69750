import type { Context } from "./context.ts";
import type { Rows, RowsCopy } from "./rows.ts";

const CAPACITY_MIN = 256;

/**
 * The ticks of one window, an array a field, of which the first `length` values count: filled again for each window that is
 * closed, since a copy in one place is faster to compute with than rows, and typed arrays are slow to make.
 */
export class Columns implements RowsCopy {
  length = 0;
  firstOffset = Number.POSITIVE_INFINITY;
  lastOffset = Number.NEGATIVE_INFINITY;
  time = new Float64Array(CAPACITY_MIN);
  price = new Float64Array(CAPACITY_MIN);
  /** The volume counter, NaN where the tick had none. */
  dayVolume = new Float64Array(CAPACITY_MIN);
  /** Filled only where features of the user's own are computed, which alone need it. */
  lastSize = new Float64Array(0);
  /** By how much each tick raised its trading session's volume counter. Only where the window has a volume. */
  growth = new Float64Array(CAPACITY_MIN);
  /** Whether any tick of the ticker had a quote: else the columns of quotes hold nothing. */
  hasQuotes = false;
  bid = new Float64Array(0);
  bidSize = new Float64Array(0);
  ask = new Float64Array(0);
  askSize = new Float64Array(0);
  /** Of all ticks, if it is the same. */
  commonContext: Context | undefined;
  /** Else of each tick. */
  readonly contexts: Context[] = [];

  /** Makes rows `from` to `to` the window's ticks. */
  fill(rows: Rows, from: number, to: number): void {
    this.length = to - from;
    if (this.time.length < this.length) this.#grow(2 * this.length);
    rows.copyTo(this, from, to);
    this.commonContext = rows.commonContext;
    if (this.commonContext === undefined)
      for (let row = from; row < to; row++) this.contexts[row - from] = rows.contextOf(row);
    this.hasQuotes = rows.hasQuotes;
    if (this.hasQuotes) this.#fillQuotes(rows, from, to);
  }

  /** To be called after `fill`, with the same rows. */
  fillSizes(rows: Rows, from: number, to: number): void {
    if (this.lastSize.length < this.length) this.lastSize = new Float64Array(this.time.length);
    rows.copyLane("lastSize", from, to, this.lastSize);
  }

  #fillQuotes(rows: Rows, from: number, to: number): void {
    for (const side of ["bid", "bidSize", "ask", "askSize"] as const) {
      if (this[side].length < this.length) this[side] = new Float64Array(this.time.length);
      rows.copyLane(side, from, to, this[side]);
    }
  }

  #grow(capacity: number): void {
    this.time = new Float64Array(capacity);
    this.price = new Float64Array(capacity);
    this.dayVolume = new Float64Array(capacity);
    this.growth = new Float64Array(capacity);
  }
}
