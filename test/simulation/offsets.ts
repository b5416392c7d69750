import type { World } from "./world.ts";

interface CommittedOffset {
  readonly partition: number;
  readonly offset: number;
}

/** The group's committed offsets of the ticks topic, as OffsetFetch shows them. */
export class GroupOffsets {
  readonly #world: World;
  readonly #visible = new Map<number, number>();
  #shownUntil = 0;

  constructor(world: World) {
    this.#world = world;
  }

  /** -1 where none is committed. */
  of(partition: number): number {
    return this.#visible.get(partition) ?? -1;
  }

  commit(partition: number, offset: number): void {
    this.#visible.set(partition, offset);
  }

  /**
   * What a transaction has committed shows some time after its marker: the old group coordinator applies commits on a
   * thread of its own, one after the other, and answers with the older offset until then.
   */
  show(committed: readonly CommittedOffset[]): void {
    const { random, timeline } = this.#world;
    const delay = random.chance(0.1) ? random.between(0, 5_000) : random.between(0, 20);
    this.#shownUntil = Math.max(this.#shownUntil, timeline.now + delay);
    timeline.after(this.#shownUntil - timeline.now, undefined, () => {
      for (const { partition, offset } of committed) this.commit(partition, offset);
    });
  }
}
