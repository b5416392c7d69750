import { END, START } from "./bar-row.ts";

/** The most bars of a block: what goes at once when the history is full. */
export const BLOCK_BARS = 32;
const BARS_AT_FIRST = 4;
/** A block that is full grows by so many at most: one that is half full after a split has little room that it does not need. */
const STEP = 8;

const NOTHING = new Float64Array(0);

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
    const larger = bars > capacity ? capacity + Math.min(capacity, STEP) : capacity;
    const numbers = new Float64Array(wider * larger).fill(Number.NaN);
    for (let index = 0; index < this.length; index++) numbers.set(this.row(index), index * wider);
    this.#width = wider;
    this.#numbers = numbers;
  }

  /** Lets half of its bars go into a new block and returns the halves in order. It keeps the one that `newestEnd` is of. */
  split(): [Block<Owner>, Block<Owner>] {
    const middle = this.length >>> 1;
    const left = this.#part(0, middle);
    const right = this.#part(middle, this.length);
    const isLeft = left.newestEnd === this.newestEnd;
    const kept = isLeft ? left : right;
    this.length = kept.length;
    this.#numbers = kept.#numbers;
    return isLeft ? [this, right] : [left, this];
  }

  /** Holds nothing from now on. */
  empty(): void {
    this.length = 0;
    this.#numbers = NOTHING;
  }

  #part(from: number, to: number): Block<Owner> {
    const block = new Block(this.owner, this.#width);
    block.#numbers = this.#numbers.slice(from * this.#width, to * this.#width);
    block.length = to - from;
    for (let index = 0; index < block.length; index++)
      block.newestEnd = Math.max(block.newestEnd, block.row(index)[END]!);
    return block;
  }
}
