/** A moment as several clocks say it, in ms. */
export type Moment = readonly number[];

/**
 * Monotonic time stands still while a machine sleeps, wall-clock time can be set back: what has passed by either has
 * passed. A wall clock that is set forward ends a lease early, until the next renewal.
 */
const CLOCKS = [() => performance.now(), () => Date.now()];

/** Something that holds for some time after its last renewal, also for a process that was stopped meanwhile. */
export class Lease {
  readonly #ms: number;
  readonly #clocks: readonly (() => number)[];
  #renewedAt: Moment | undefined;

  constructor(ms: number, clocks: readonly (() => number)[] = CLOCKS) {
    this.#ms = ms;
    this.#clocks = clocks;
  }

  now(): Moment {
    return this.#clocks.map(clock => clock());
  }

  renew(at: Moment): void {
    this.#renewedAt = at;
  }

  end(): void {
    this.#renewedAt = undefined;
  }

  get isValid(): boolean {
    const renewedAt = this.#renewedAt;
    return renewedAt !== undefined && this.now().every((time, n) => time - renewedAt[n]! < this.#ms);
  }
}
