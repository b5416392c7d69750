/** What cannot be decoded will not be better soon. */
const AGAIN_MS = 10_000;

/** The partitions that could not be decoded, each of which is left alone for a while. Times are ms. */
export class DamagedPartitions {
  readonly #damaged = new Map<number, { readonly again: number; readonly error: Error }>();

  has(partition: number): boolean {
    return this.#damaged.has(partition);
  }

  /** The first one, with what is wrong with it. */
  get first(): readonly [partition: number, error: Error] | undefined {
    for (const [partition, { error }] of this.#damaged) return [partition, error];
    return undefined;
  }

  /** Those that are to be left alone. */
  at(now: number): ReadonlySet<number> {
    const waiting = [...this.#damaged].filter(([, { again }]) => again > now);
    return new Set(waiting.map(([partition]) => partition));
  }

  /** All but `without` have been fetched, and these of them could not be decoded. */
  note(damaged: ReadonlyMap<number, Error>, without: ReadonlySet<number>, now: number): void {
    for (const partition of this.#damaged.keys())
      if (!without.has(partition)) this.#damaged.delete(partition);
    for (const [partition, error] of damaged) this.#damaged.set(partition, { again: now + AGAIN_MS, error });
  }

  clear(): void {
    this.#damaged.clear();
  }
}
