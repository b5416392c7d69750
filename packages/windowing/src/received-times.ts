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
  }

  /** Adds the next record. */
  push(offset: number, time: number): void {
    while (this.#times.length > 0 && this.#times[this.#times.length - 1]! <= time) {
      this.#times.pop();
      this.#offsets.pop();
    }
    this.#times.push(time);
    this.#offsets.push(offset);
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
