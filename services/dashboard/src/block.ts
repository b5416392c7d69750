import { END, START } from "./bar-row.ts";

/** The most bars of a block: what goes at once when the history is full. */
export const BLOCK_BARS = 32;
const BARS_AT_FIRST = 4;

/** Some successive bars of one series, in order of window_start, side by side in one array. */
export class Block<Owner> {
  readonly owner: Owner;
  length = 0;
  /** When the latest of its windows ended: until then the block is of use. */
  newestEnd = Number.NEGATIVE_INFINITY;
  #width: number;
  #numbers: Float64Array;

  constructor(owner: Owner, width: number) {
    this.owner = owner;
    this.#width = width;
    this.#numbers = new Float64Array(width * BARS_AT_FIRST);
  }

  startAt(index: number): number {
    return this.#numbers[index * this.#width + START]!;
  }

  /** The bar's numbers themselves, not a copy. */
  row(index: number): Float64Array {
    return this.#numbers.subarray(index * this.#width, (index + 1) * this.#width);
  }

  /** The index of the first bar that begins at `start` or later. */
  search(start: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.startAt(middle) < start) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Makes room for a bar before that at `index` and returns its row, which is to be filled. */
  insert(index: number, width: number): Float64Array {
    this.reserve(this.length + 1, width);
    const at = index * this.#width;
    this.#numbers.copyWithin(at + this.#width, at, this.length * this.#width);
    this.length++;
    return this.row(index);
  }

  /** Bars are at least `width` numbers wide from now on, and `bars` of them fit. */
  reserve(bars: number, width: number): void {
    const isWide = width <= this.#width;
    if (isWide && bars * this.#width <= this.#numbers.length) return;
    const capacity = this.#numbers.length / this.#width;
    const wider = Math.max(width, this.#width);
    const larger = bars > capacity ? Math.min(BLOCK_BARS, 2 * capacity) : capacity;
    const numbers = new Float64Array(wider * larger).fill(Number.NaN);
    for (let index = 0; index < this.length; index++) numbers.set(this.row(index), index * wider);
    this.#width = wider;
    this.#numbers = numbers;
  }

  /** Copies bars of it, with what they say of `newestEnd`, into a new block. */
  part(from: number, to: number): Block<Owner> {
    const block = new Block(this.owner, this.#width);
    for (let index = from; index < to; index++) {
      const row = this.row(index);
      block.insert(index - from, this.#width).set(row);
      block.newestEnd = Math.max(block.newestEnd, row[END]!);
    }
    return block;
  }
}
