import { type Context, hasContext } from "./context.ts";
import { RowContexts } from "./row-contexts.ts";
import { type Lane, layOut, NONE, ordinary, PLAIN, withLane } from "./row-layout.ts";
import type { Tick } from "./tick.ts";

/** Lanes that every row has, after that of the time. */
const PRICE = 1;
const DAY_VOLUME = 2;
const OFFSET = 3;

const CAPACITY_MIN = 8;
const LANE_BYTES = 8;
/** More than a ticker has in a day. */
const CONTEXTS_MAX = 16;

/** What is copied of every row. */
export interface RowsCopy {
  readonly time: Float64Array;
  readonly price: Float64Array;
  readonly dayVolume: Float64Array;
  /** The smallest offset of the rows. */
  firstOffset: number;
  /** The largest. */
  lastOffset: number;
}

/**
 * The ticks of one ticker that some open window needs: rows `from` to `to`, in event-time order, ties in log order. Numbers that
 * the feed left out are NaN.
 *
 * A row is a few lanes of one array, side by side: so a fold touches a cache line or two of a ticker that was not touched for long,
 * and a ticker has one array to allocate. A row takes 32 bytes. What ticks often lack has lanes only once a tick has it: a size
 * (8 bytes), a quote (32), a repeat (8), and another context than the rows before it (8); the last two until no row is left.
 * Room grows by a quarter, so that little of it is empty; where it is enough, nothing is allocated.
 */
export class Rows {
  from = 0;
  to = 0;
  /** The smallest offset of the rows held, Infinity if there are none. */
  minOffset = Number.POSITIVE_INFINITY;
  #data: Float64Array = new Float64Array(CAPACITY_MIN * PLAIN.stride);
  #capacity = CAPACITY_MIN;
  #layout = PLAIN;
  readonly #contexts = new RowContexts();
  /** The most rows there were since there was room made. */
  #peak = 0;

  get length(): number {
    return this.to - this.from;
  }

  get hasQuotes(): boolean {
    return this.#layout.quote !== NONE;
  }

  /** What the rows take up in bytes, room for more included. */
  get bytes(): number {
    return this.#data.length * LANE_BYTES;
  }

  /** That of all rows if they have the same, else undefined. */
  get commonContext(): Context | undefined {
    return this.#layout.context === NONE ? this.#contexts.latest : undefined;
  }

  timeOf(row: number): number {
    return this.#data[row * this.#layout.stride]!;
  }

  /** Only where they have no common one. */
  contextOf(row: number): Context {
    const { stride, context } = this.#layout;
    return this.#contexts.at(this.#data[row * stride + context]!);
  }

  /** How often ticks of these rows came again while they were held. */
  repeatsOf(from: number, to: number): number {
    const { stride, repeats } = this.#layout;
    if (repeats === NONE) return 0;
    let sum = 0;
    for (let row = from; row < to; row++) sum += this.#data[row * stride + repeats]!;
    return sum;
  }

  /** Copies what every row has of rows `from` to `to`. */
  copyTo(columns: RowsCopy, from: number, to: number): void {
    const { time, price, dayVolume } = columns;
    const data = this.#data;
    const { stride } = this.#layout;
    let first = Number.POSITIVE_INFINITY;
    let last = Number.NEGATIVE_INFINITY;
    let at = from * stride;
    for (let i = 0; i < to - from; i++, at += stride) {
      time[i] = data[at]!;
      price[i] = data[at + PRICE]!;
      dayVolume[i] = data[at + DAY_VOLUME]!;
      const offset = data[at + OFFSET]!;
      if (offset < first) first = offset;
      if (offset > last) last = offset;
    }
    columns.firstOffset = first;
    columns.lastOffset = last;
  }

  /** Copies a lane of rows `from` to `to` to the front of `into`; NaN where no tick had one. */
  copyLane(name: Lane, from: number, to: number, into: Float64Array): void {
    const { lanes, stride } = this.#layout;
    const lane = lanes.indexOf(name);
    for (let row = from; row < to; row++)
      into[row - from] = lane === NONE ? Number.NaN : this.#data[row * stride + lane]!;
  }

  /** The first row whose time is not before `time`. */
  lowerBound(time: number): number {
    let low = this.from;
    let high = this.to;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.timeOf(middle) < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /**
   * Adds a tick behind all rows of its time or earlier. False where it is the same update as a row (same time, price, counter and
   * size): then it is counted there.
   */
  add(tick: Tick, offset: number): boolean {
    let row = this.to;
    if (row > this.from && tick.time <= this.timeOf(row - 1)) {
      row = this.#behind(tick.time);
      const same = this.#find(tick, row);
      if (same !== NONE) {
        this.#repeat(same);
        return false;
      }
    }
    this.#makeLanes(tick);
    if (this.to === this.#capacity) row -= this.#makeRoom();
    const { stride } = this.#layout;
    if (row < this.to) this.#data.copyWithin((row + 1) * stride, row * stride, this.to * stride);
    this.#write(row, tick, offset);
    // Only where it can be smaller: the row before is in the cache, while the smallest is not.
    if (row === this.from || offset < this.#data[(row - 1) * stride + OFFSET]!)
      this.minOffset = Math.min(this.minOffset, offset);
    this.to++;
    return true;
  }

  /** Forgets all rows before `time`. */
  dropBefore(time: number): void {
    const { from, length } = this;
    this.from = this.lowerBound(time);
    if (this.from === from) return;
    if (length > this.#peak) this.#peak = length;
    this.minOffset = this.#findMinOffset();
    if (this.from === this.to) this.#clear();
  }

  #findMinOffset(): number {
    const data = this.#data;
    const { stride } = this.#layout;
    let min = Number.POSITIVE_INFINITY;
    for (let row = this.from; row < this.to; row++) {
      const offset = data[row * stride + OFFSET]!;
      if (offset < min) min = offset;
    }
    return min;
  }

  #write(row: number, tick: Tick, offset: number): void {
    const data = this.#data;
    const { stride, size, quote, repeats, context } = this.#layout;
    const at = row * stride;
    data[at] = tick.time;
    data[at + PRICE] = tick.price;
    data[at + DAY_VOLUME] = tick.day_volume ?? Number.NaN;
    data[at + OFFSET] = offset;
    if (size !== NONE) data[at + size] = tick.last_size ?? Number.NaN;
    if (quote !== NONE) {
      data[at + quote] = tick.bid ?? Number.NaN;
      data[at + quote + 1] = tick.bid_size ?? Number.NaN;
      data[at + quote + 2] = tick.ask ?? Number.NaN;
      data[at + quote + 3] = tick.ask_size ?? Number.NaN;
    }
    if (repeats !== NONE) data[at + repeats] = 0;
    if (context !== NONE) data[at + context] = this.#contexts.latestIndex;
  }

  /** The first row whose time is behind `time`. */
  #behind(time: number): number {
    let low = this.from;
    let high = this.to;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.timeOf(middle) <= time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The row that is the same update as a tick; `behind` is the first behind its time. */
  #find(tick: Tick, behind: number): number {
    const data = this.#data;
    const { stride, size } = this.#layout;
    const dayVolume = tick.day_volume ?? Number.NaN;
    const lastSize = tick.last_size ?? Number.NaN;
    for (let row = behind - 1; row >= this.from; row--) {
      const at = row * stride;
      if (data[at] !== tick.time) break;
      if (data[at + PRICE] !== tick.price || !Object.is(data[at + DAY_VOLUME], dayVolume)) continue;
      if (Object.is(size === NONE ? Number.NaN : data[at + size], lastSize)) return row;
    }
    return NONE;
  }

  #repeat(row: number): void {
    if (this.#layout.repeats === NONE) this.#addLane("repeats");
    this.#data[row * this.#layout.stride + this.#layout.repeats]!++;
  }

  /** Makes the lanes that a tick needs and no row before it did. */
  #makeLanes(tick: Tick): void {
    if (!hasContext(tick, this.#contexts.latest)) this.#setContext(tick);
    const { size, quote } = this.#layout;
    if (size === NONE && tick.last_size !== null) this.#addLane("lastSize");
    if (quote === NONE && (tick.bid !== null || tick.ask !== null)) this.#addLane("bid");
  }

  #setContext(tick: Tick): void {
    if (this.length === 0) {
      this.#contexts.set(tick);
      return;
    }
    this.#contexts.add(tick);
    if (this.#layout.context === NONE) this.#addLane("context");
  }

  #addLane(lane: Lane): void {
    const layout = withLane(this.#layout, lane);
    const rows = this.#data.subarray(0, this.#capacity * this.#layout.stride);
    this.#data = layOut(rows, this.from, this.to, this.#layout, layout);
    this.#layout = layout;
  }

  /** Moves the rows to the front, in another array where there is not enough room or far too much; returns how far they moved. */
  #makeRoom(): number {
    const { from, to, length } = this;
    const { stride } = this.#layout;
    if (this.#contexts.count > CONTEXTS_MAX) this.#forgetContexts();
    const peak = Math.max(length, this.#peak);
    this.#peak = 0;
    const isSmall = withRoom(length) > this.#capacity;
    if (!isSmall && peak * 2 >= this.#capacity) {
      this.#data.copyWithin(0, from * stride, to * stride);
    } else {
      this.#capacity = withRoom(isSmall ? length : peak);
      const data = new Float64Array(this.#capacity * stride);
      data.set(this.#data.subarray(from * stride, to * stride));
      this.#data = data;
    }
    this.from = 0;
    this.to = length;
    return from;
  }

  /** Those that no row has. */
  #forgetContexts(): void {
    const indexes = new Float64Array(this.length);
    this.copyLane("context", this.from, this.to, indexes);
    this.#contexts.keep(indexes);
    const { stride, context } = this.#layout;
    for (const [i, index] of indexes.entries()) this.#data[(this.from + i) * stride + context] = index;
  }

  /** No row is left: room for more, without the lanes that few ticks need. */
  #clear(): void {
    this.from = 0;
    this.to = 0;
    this.#contexts.clear();
    this.#layout = ordinary(this.#layout);
    this.#capacity = Math.floor(this.#data.length / this.#layout.stride);
  }
}

/** A quarter more rows. */
function withRoom(rows: number): number {
  return Math.max(CAPACITY_MIN, rows + Math.ceil(rows / 16) * 4);
}
