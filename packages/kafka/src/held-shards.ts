/** What a join has made of a member's partitions. Those owned and not gained have been its own without a break. */
export interface Shards {
  readonly owned: ReadonlySet<number>;
  readonly gained: ReadonlySet<number>;
  /** To be dealt with before `gained`: what another member may have owned in between is in both. */
  readonly lost: ReadonlySet<number>;
}

/** What a member holds, and since when. */
export class HeldShards {
  #since: ReadonlyMap<number, number> = new Map();
  #generation: number | undefined;

  /** Partition → when it was gained, ms since the epoch. */
  get since(): ReadonlyMap<number, number> {
    return this.#since;
  }

  get isAssigned(): boolean {
    return this.#generation !== undefined;
  }

  /**
   * The group's generation rises with every assignment and when its last member goes, so in the next one nobody else can
   * have owned what was ours, whatever became of our membership; in a later one somebody may have, and be gone again.
   */
  assign(owned: ReadonlySet<number>, generation: number, now: number): Shards {
    const isNext = generation === (this.#generation ?? generation) + 1;
    const isKept = (partition: number) => isNext && this.#since.has(partition) && owned.has(partition);
    const lost = new Set([...this.#since.keys()].filter(partition => !isKept(partition)));
    const gained = new Set([...owned].filter(partition => !isKept(partition)));
    const kept = this.#since;
    this.#since = new Map(
      [...owned].map(partition => [partition, gained.has(partition) ? now : kept.get(partition)!]),
    );
    this.#generation = generation;
    return { owned, gained, lost };
  }
}
