import type { Tick } from "./tick.ts";

/** What ticks of one ticker nearly always share, kept once and referred to by each of its ticks. */
export interface Instrument {
  readonly exchange: string | null;
  readonly currency: string | null;
  readonly quoteType: number | null;
}

/** In the marketHours column: the tick had none. */
export const NO_MARKET_HOURS = -(2 ** 31);

const CAPACITY_MIN = 8;
/** A row of the columns that are always there: five of doubles, two of 32 bits, and the instrument. */
const ROW_BYTES = 5 * 8 + 2 * 4 + 8;
const QUOTE_BYTES = 4 * 8;

/**
 * The ticks of one ticker that some open window needs: one typed array a field, rows `from` to `to`,
 * in event-time order, ties in log order. Numbers that the feed left out are NaN.
 */
export class Columns {
  from = 0;
  to = 0;
  /** The smallest offset of the rows held, Infinity if there are none. */
  minOffset = Number.POSITIVE_INFINITY;
  time = new Float64Array(0);
  price = new Float64Array(0);
  dayVolume = new Float64Array(0);
  lastSize = new Float64Array(0);
  offset = new Float64Array(0);
  marketHours = new Int32Array(0);
  /** How often the same tick came again while its row was held. */
  duplicates = new Uint32Array(0);
  /** Of length 0 while no tick has had a quote, as most feeds' ticks have none. */
  bid = new Float64Array(0);
  bidSize = new Float64Array(0);
  ask = new Float64Array(0);
  askSize = new Float64Array(0);
  instrument: Instrument[] = [];
  #latest: Instrument = { exchange: null, currency: null, quoteType: null };

  /** Whether the four columns of quotes are there. */
  get hasQuotes(): boolean {
    return this.bid.length > 0;
  }

  get length(): number {
    return this.to - this.from;
  }

  /** What the arrays take up, in bytes, a reference as 8. */
  get bytes(): number {
    return this.time.length * ROW_BYTES + this.bid.length * QUOTE_BYTES;
  }

  /** The first row whose time is not before `time`. */
  lowerBound(time: number): number {
    let low = this.from;
    let high = this.to;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.time[middle]! < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The row of a held tick that is the same update: same time, price, counter and size; -1 if there is none. */
  find(tick: Tick): number {
    if (this.to === this.from || tick.time > this.time[this.to - 1]!) return -1;
    const dayVolume = tick.day_volume ?? Number.NaN;
    const lastSize = tick.last_size ?? Number.NaN;
    for (let row = this.lowerBound(tick.time); row < this.to && this.time[row] === tick.time; row++) {
      if (
        this.price[row] === tick.price &&
        Object.is(this.dayVolume[row], dayVolume) &&
        Object.is(this.lastSize[row], lastSize)
      ) {
        return row;
      }
    }
    return -1;
  }

  /** Inserts a tick behind all rows of its time or earlier. */
  insert(tick: Tick, offset: number): void {
    if (this.to === this.time.length) this.#makeRoom();
    let row = this.to;
    while (row > this.from && this.time[row - 1]! > tick.time) row--;
    if (row < this.to) this.#shift(row);
    this.to++;
    this.time[row] = tick.time;
    this.price[row] = tick.price;
    this.dayVolume[row] = tick.day_volume ?? Number.NaN;
    this.lastSize[row] = tick.last_size ?? Number.NaN;
    this.offset[row] = offset;
    this.marketHours[row] = tick.market_hours ?? NO_MARKET_HOURS;
    this.duplicates[row] = 0;
    this.instrument[row] = this.#instrumentOf(tick);
    if (this.hasQuotes || tick.bid !== null || tick.ask !== null) this.#setQuote(row, tick);
    if (offset < this.minOffset) this.minOffset = offset;
  }

  /** Forgets all rows before `time`. */
  dropBefore(time: number): void {
    const { from } = this;
    this.from = this.lowerBound(time);
    if (this.from === from) return;
    this.minOffset = this.#findMinOffset();
    if (this.from === this.to) {
      this.from = 0;
      this.to = 0;
      this.instrument.length = 0;
    }
  }

  #findMinOffset(): number {
    let min = Number.POSITIVE_INFINITY;
    for (let row = this.from; row < this.to; row++) if (this.offset[row]! < min) min = this.offset[row]!;
    return min;
  }

  /** Moves rows to the front of new arrays: of the same size where more than half is free, else of double. */
  #makeRoom(): void {
    const { from, length } = this;
    const capacity = this.time.length;
    const grown = length * 2 >= capacity ? Math.max(CAPACITY_MIN, capacity * 2) : capacity;
    const move = <A extends Float64Array | Int32Array | Uint32Array>(column: A, into: A): A => {
      into.set(column.subarray(from, from + length));
      return into;
    };
    this.time = move(this.time, new Float64Array(grown));
    this.price = move(this.price, new Float64Array(grown));
    this.dayVolume = move(this.dayVolume, new Float64Array(grown));
    this.lastSize = move(this.lastSize, new Float64Array(grown));
    this.offset = move(this.offset, new Float64Array(grown));
    this.marketHours = move(this.marketHours, new Int32Array(grown));
    this.duplicates = move(this.duplicates, new Uint32Array(grown));
    if (this.hasQuotes) {
      this.bid = move(this.bid, new Float64Array(grown));
      this.bidSize = move(this.bidSize, new Float64Array(grown));
      this.ask = move(this.ask, new Float64Array(grown));
      this.askSize = move(this.askSize, new Float64Array(grown));
    }
    this.instrument = this.instrument.slice(from, from + length);
    this.from = 0;
    this.to = length;
  }

  #shift(row: number): void {
    const { to } = this;
    this.time.copyWithin(row + 1, row, to);
    this.price.copyWithin(row + 1, row, to);
    this.dayVolume.copyWithin(row + 1, row, to);
    this.lastSize.copyWithin(row + 1, row, to);
    this.offset.copyWithin(row + 1, row, to);
    this.marketHours.copyWithin(row + 1, row, to);
    this.duplicates.copyWithin(row + 1, row, to);
    if (this.hasQuotes) {
      this.bid.copyWithin(row + 1, row, to);
      this.bidSize.copyWithin(row + 1, row, to);
      this.ask.copyWithin(row + 1, row, to);
      this.askSize.copyWithin(row + 1, row, to);
    }
    this.instrument.splice(row, 0, this.#latest);
  }

  #setQuote(row: number, { bid, bid_size, ask, ask_size }: Tick): void {
    if (!this.hasQuotes) {
      const absent = () => new Float64Array(this.time.length).fill(Number.NaN);
      this.bid = absent();
      this.bidSize = absent();
      this.ask = absent();
      this.askSize = absent();
    }
    this.bid[row] = bid ?? Number.NaN;
    this.bidSize[row] = bid_size ?? Number.NaN;
    this.ask[row] = ask ?? Number.NaN;
    this.askSize[row] = ask_size ?? Number.NaN;
  }

  #instrumentOf({ exchange, currency, quote_type }: Tick): Instrument {
    const latest = this.#latest;
    if (latest.exchange !== exchange || latest.currency !== currency || latest.quoteType !== quote_type) {
      this.#latest = { exchange, currency, quoteType: quote_type };
    }
    return this.#latest;
  }
}
