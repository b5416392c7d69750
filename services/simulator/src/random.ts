const GOLDEN = 0x9e3779b9;

/**
 * Seeded random numbers, equal on every machine: a 32-bit counter, mixed as in mulberry32.
 * A walk draws five to ten of them a step, so it repeats itself after 400 million steps at the earliest.
 */
export class Random {
  #state: number;

  constructor(seed: string) {
    this.#state = hash(seed);
  }

  /** Uniform in [0, 1). */
  uniform(): number {
    this.#state = (this.#state + GOLDEN) | 0;
    return mix(this.#state) / 2 ** 32;
  }

  /** Bell-shaped with mean 0 and variance 1; the sum of four uniforms never leaves ±2√3. */
  bell(): number {
    const sum = this.uniform() + this.uniform() + this.uniform() + this.uniform();
    return (sum - 2) * Math.sqrt(3);
  }

  /** Exponential with mean 1, at most ln(2^32) = 22.2. */
  exponential(): number {
    return -Math.log(1 - this.uniform());
  }
}

/** FNV-1a over UTF-16 units, mixed once more because tickers differ in their last letters. */
export function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  }
  return mix(state);
}

function mix(state: number): number {
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return (mixed ^ (mixed >>> 14)) >>> 0;
}
