/** From the record at `offset` on, a tick more than `max_future_ms` ahead of its received time was not believed. */
export interface FutureLimit {
  readonly offset: number;
  readonly max_future_ms: number;
}

/**
 * The limit by offset: a record that is read again after a restart must be judged as it was judged first, whatever is
 * configured now, or it would be lost, or be both a dead letter and part of a window.
 */
export class FutureLimits {
  readonly #limits: FutureLimit[];
  readonly #latest: number;

  /** `earlier` are those of a checkpoint, in order of offset; `latest` holds from `position` on. */
  constructor(earlier: readonly FutureLimit[], position: number, latest: number) {
    this.#limits = [...earlier];
    this.#latest = latest;
    if (this.#limits.at(-1)?.max_future_ms !== latest)
      this.#limits.push({ offset: position, max_future_ms: latest });
  }

  get latest(): number {
    return this.#latest;
  }

  at(offset: number): number {
    return this.#limits.findLast(limit => limit.offset <= offset)?.max_future_ms ?? this.#latest;
  }

  /** Those that records from `lowWater` on are judged by. */
  from(lowWater: number): FutureLimit[] {
    return this.#limits.filter(
      (_, i) => (this.#limits[i + 1]?.offset ?? Number.POSITIVE_INFINITY) > lowWater,
    );
  }
}
