/** The received time of the record at `offset`. */
export interface ReceivedTime {
  readonly offset: number;
  readonly time: number;
}

/**
 * Answers "what was the latest received time after this record?" for a log whose received times may go
 * back, as they do when an ingestor's clock was set. It keeps the suffix maxima only: in a log whose times
 * never go back that is one entry.
 */
export class ReceivedTimes {
  readonly #offsets: number[] = [];
  readonly #times: number[] = [];
  /** The largest there is, -Infinity if there is none. */
  max = Number.NEGATIVE_INFINITY;

  get length(): number {
    return this.#times.length;
  }

  /** The maxima, oldest first: each with the offset of its record. */
  list(): ReceivedTime[] {
    return this.#times.map((time, i) => ({ offset: this.#offsets[i]!, time }));
  }

  clear(): void {
    this.#offsets.length = 0;
    this.#times.length = 0;
    this.max = Number.NEGATIVE_INFINITY;
  }

  /** Adds the next record. */
  push(offset: number, time: number): void {
    if (time >= this.max && this.#times.length === 1) {
      // Nearly always: nothing is taken out and put in.
      this.#times[0] = time;
      this.#offsets[0] = offset;
      this.max = time;
      return;
    }
    while (this.#times.length > 0 && this.#times[this.#times.length - 1]! <= time) {
      this.#times.pop();
      this.#offsets.pop();
    }
    this.#times.push(time);
    this.#offsets.push(offset);
    this.max = this.#times[0]!;
  }

  /** The largest time of the records behind `offset`, -Infinity if there are none. */
  maxAfter(offset: number): number {
    // The list is short and its first entry nearly always the answer, so no binary search.
    for (let i = 0; i < this.#offsets.length; i++) {
      if (this.#offsets[i]! > offset) return this.#times[i]!;
    }
    return Number.NEGATIVE_INFINITY;
  }
}
