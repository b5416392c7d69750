/**
 * After this many bytes of changes, as a multiple of the full checkpoint they follow, the next checkpoint is a full
 * one again: so full checkpoints cost at most half of what changes cost, and a recovery reads at most three times the state.
 */
const CHANGES_FACTOR = 2;
/** A task with little to say commits every 10 s: a full checkpoint is then never older than three hours. */
const RECORDS_MAX = 1_000;

/** The checkpoints of one owner of a partition: a full one first, then what has changed, and now and then a full one again. */
export class Chain {
  #records = 0;
  #fullBytes = 0;
  #changedBytes = 0;

  /** What the next checkpoint must hold. */
  get next(): "all" | "changed" {
    const isLong = this.#records >= RECORDS_MAX || this.#changedBytes >= CHANGES_FACTOR * this.#fullBytes;
    return isLong ? "all" : "changed";
  }

  /** Adds the values of the checkpoint that `next` asked for; returns how many records a recovery from it reads. */
  add(values: readonly Uint8Array[]): number {
    const bytes = values.reduce((sum, { length }) => sum + length, 0);
    if (this.next === "all") {
      this.#records = values.length;
      this.#fullBytes = bytes;
      this.#changedBytes = 0;
    } else {
      this.#records += values.length;
      this.#changedBytes += bytes;
    }
    return this.#records;
  }
}
