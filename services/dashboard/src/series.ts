import type { Value } from "@market/tables";
import type { Features } from "@market/windowing";
import type { Bar, TickerSummary } from "./api.ts";
import type { BarRow } from "./bar-row.ts";
import { BLOCK_BARS, Block } from "./block.ts";

const SPARK = 40;

export type SeriesBlock = Block<Series>;

/** The bars of one ticker and window, in order of window_start, one for each. */
export class Series {
  readonly ticker: string;
  readonly window: string;
  /** How many bars are held. */
  length = 0;
  readonly #row: BarRow;
  #blocks: SeriesBlock[] = [];

  constructor(ticker: string, window: string, row: BarRow) {
    this.ticker = ticker;
    this.window = window;
    this.#row = row;
  }

  /** Puts the record in its place. Returns the block it is in, all blocks that are new, and whether it took another's place. */
  put(features: Features): { block: SeriesBlock; made: SeriesBlock[]; isReplacing: boolean } {
    const width = this.#row.widthFor(features);
    const start = features.window_start;
    const { block, made } = this.#placeOf(start, width);
    const index = block.search(start);
    const isReplacing = index < block.length && block.startAt(index) === start;
    if (isReplacing) {
      block.reserve(block.length, width);
      this.#row.release(block.row(index));
    } else {
      block.insert(index, width);
      this.length++;
    }
    this.#row.write(features, block.row(index));
    block.newestEnd = Math.max(block.newestEnd, features.window_end);
    return { block, made, isReplacing };
  }

  /** A block with room for a bar that begins at `start`, unless it holds that bar already. */
  #placeOf(start: number, width: number): { block: SeriesBlock; made: SeriesBlock[] } {
    const at = this.#blockAt(start);
    const block = this.#blocks[at];
    if (block === undefined) return this.#insert(0, width);
    const index = block.search(start);
    const isThere = index < block.length && block.startAt(index) === start;
    if (isThere || block.length < BLOCK_BARS) return { block, made: [] };
    const after = this.#blocks[at + 1];
    if (index === BLOCK_BARS && after === undefined) return this.#insert(at + 1, width);
    if (index === BLOCK_BARS && after!.length < BLOCK_BARS) return { block: after!, made: [] };
    // Only before the first one: bars that come from the latest to the oldest fill blocks too.
    if (index === 0) return this.#insert(at, width);
    const halves = block.split();
    this.#blocks.splice(at, 1, ...halves);
    const [left, right] = halves;
    return { block: start < right.startAt(0) ? left : right, made: [left === block ? right : left] };
  }

  #insert(at: number, width: number): { block: SeriesBlock; made: SeriesBlock[] } {
    const block = new Block<Series>(this, width);
    this.#blocks.splice(at, 0, block);
    return { block, made: [block] };
  }

  /** Lets a block go; its length is 0 from then on. */
  drop(block: SeriesBlock): void {
    for (let index = 0; index < block.length; index++) this.#row.release(block.row(index));
    this.#blocks.splice(this.#blocks.indexOf(block), 1);
    this.length -= block.length;
    block.empty();
  }

  /** The rows of bars with from <= window_start < to, in order: not copies, to be read before the next change. */
  *rows(from: number, to: number): Generator<Float64Array, void> {
    for (let at = this.#blockAt(from); at < this.#blocks.length; at++) {
      const block = this.#blocks[at]!;
      for (let index = block.search(from); index < block.length; index++) {
        if (block.startAt(index) >= to) return;
        yield block.row(index);
      }
    }
  }

  /** How many bars have from <= window_start < to. */
  count(from: number, to: number): number {
    return Math.max(0, this.#countBefore(to) - this.#countBefore(from));
  }

  #countBefore(start: number): number {
    const at = this.#blockAt(start);
    let count = this.#blocks[at]?.search(start) ?? 0;
    for (let before = 0; before < at; before++) count += this.#blocks[before]!.length;
    return count;
  }

  summarize(): TickerSummary {
    const first = this.#rowAt(0);
    const last = this.#rowAt(this.length - 1);
    const number = (row: Float64Array, name: keyof Features) => this.#row.valueOf(row, name) as number;
    return {
      ticker: this.ticker,
      exchange: this.#row.valueOf(last, "exchange") as string | null,
      currency: this.#row.valueOf(last, "currency") as string | null,
      quote_type: this.#row.valueOf(last, "quote_type") as number | null,
      bars: this.length,
      first: { window_start: number(first, "window_start"), open: number(first, "open") },
      last: this.#barOf(last),
      spark: this.#spark().map(row => number(row, "close")),
    };
  }

  #barOf(row: Float64Array): Bar {
    const bar: Record<string, Value> = { ticker: this.ticker };
    for (const name of BAR_FIELDS) bar[name] = this.#row.valueOf(row, name);
    return bar as unknown as Bar;
  }

  /** As many bars as a sparkline needs, evenly apart; the first and the last among them. */
  #spark(): Float64Array[] {
    const count = Math.min(SPARK, this.length);
    const step = count > 1 ? (this.length - 1) / (count - 1) : 0;
    const rows: Float64Array[] = [];
    let before = 0;
    for (const block of this.#blocks) {
      for (;;) {
        const index = Math.round(rows.length * step) - before;
        if (rows.length === count || index >= block.length) break;
        rows.push(block.row(index));
      }
      before += block.length;
    }
    return rows;
  }

  #rowAt(index: number): Float64Array {
    if (index === this.length - 1) return this.#blocks.at(-1)!.row(this.#blocks.at(-1)!.length - 1);
    return this.#blocks[0]!.row(index);
  }

  /** The index of the last block that begins at `start` or before, the first one where none does. */
  #blockAt(start: number): number {
    let low = 0;
    let high = this.#blocks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#blocks[middle]!.startAt(0) <= start) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }
}

/** Of a bar beside its ticker. */
export const BAR_FIELDS = [
  "window_start",
  "window_end",
  "open",
  "high",
  "low",
  "close",
  "volume",
  "ticks",
  "gap",
  "partial",
] as const satisfies readonly (keyof Bar)[];

/** What is drawn of a record. */
export function toBar(features: Features): Bar {
  const { ticker, window_start, window_end, open, high, low, close, volume, ticks, gap, partial } = features;
  return { ticker, window_start, window_end, open, high, low, close, volume, ticks, gap, partial };
}
