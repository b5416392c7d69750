import type { Counted } from "./counted.ts";

/** What became of records, summed up. The same nearly always comes many times in a row, which costs an addition each. */
export class Counts {
  #counts = new Map<Counted, number>();
  #what: Counted | undefined;
  #run = 0;

  add(what: Counted, by: number): void {
    if (what !== this.#what) this.#endRun(what);
    this.#run += by;
  }

  /** Takes what was added since the last call. */
  take(): ReadonlyMap<Counted, number> {
    this.#endRun(undefined);
    const counts = this.#counts;
    this.#counts = new Map();
    return counts;
  }

  #endRun(next: Counted | undefined): void {
    if (this.#what !== undefined && this.#run > 0)
      this.#counts.set(this.#what, (this.#counts.get(this.#what) ?? 0) + this.#run);
    this.#what = next;
    this.#run = 0;
  }
}
