import { type Context, contextOf, hasContext, NO_CONTEXT } from "./context.ts";
import type { Tick } from "./tick.ts";

/** The contexts of a ticker's rows: one in nearly all cases. */
export class RowContexts {
  /** Of the latest tick. */
  latest = NO_CONTEXT;
  /** Where rows have different ones: all of them, for rows to refer to by index. */
  #all: Context[] | undefined;

  get count(): number {
    return this.#all?.length ?? 1;
  }

  at(index: number): Context {
    return this.#all![index]!;
  }

  get latestIndex(): number {
    return this.#all!.indexOf(this.latest);
  }

  /** The latest tick's is another; the rows before it keep theirs. */
  add(tick: Tick): void {
    this.#all ??= [this.latest];
    this.latest = this.#all.find(each => hasContext(tick, each)) ?? contextOf(tick);
    if (!this.#all.includes(this.latest)) this.#all.push(this.latest);
  }

  /** The latest tick's is the only one. */
  set(tick: Tick): void {
    this.latest = contextOf(tick);
    this.#all = undefined;
  }

  /** No row is left. */
  clear(): void {
    this.#all = undefined;
  }

  /** Forgets those that are not used; `indexes` are those of the rows, and are changed to the new ones. */
  keep(indexes: Float64Array): void {
    const all: Context[] = [this.latest];
    for (const [i, index] of indexes.entries()) {
      const context = this.at(index);
      const place = all.indexOf(context);
      indexes[i] = place < 0 ? all.push(context) - 1 : place;
    }
    this.#all = all;
  }
}
