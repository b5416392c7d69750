interface Aged {
  /** 0 once it is gone. */
  readonly length: number;
  /** Only grows. */
  readonly newestEnd: number;
}

interface Entry<B> {
  /** At most the block's newestEnd: looked at again when it comes up. */
  end: number;
  readonly block: B;
}

/** A heap of blocks by the end of their newest window. */
export class OldestBlocks<B extends Aged> {
  readonly #heap: Entry<B>[] = [];

  add(block: B): void {
    const entry = { end: block.newestEnd, block };
    let at = this.#heap.push(entry) - 1;
    while (at > 0) {
      const parent = (at - 1) >>> 1;
      if (this.#heap[parent]!.end <= entry.end) break;
      this.#heap[at] = this.#heap[parent]!;
      at = parent;
    }
    this.#heap[at] = entry;
  }

  /** The block that may go first. */
  get first(): B | undefined {
    for (;;) {
      const top = this.#heap[0];
      if (top === undefined) return undefined;
      if (top.block.length === 0) this.#removeFirst();
      else if (top.end === top.block.newestEnd) return top.block;
      else {
        top.end = top.block.newestEnd;
        this.#sink(top);
      }
    }
  }

  clear(): void {
    this.#heap.length = 0;
  }

  #removeFirst(): void {
    const last = this.#heap.pop()!;
    if (this.#heap.length > 0) this.#sink(last);
  }

  /** Puts the entry where it belongs, from the top. */
  #sink(entry: Entry<B>): void {
    const heap = this.#heap;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child + 1 < heap.length && heap[child + 1]!.end < heap[child]!.end) child++;
      if (child >= heap.length || heap[child]!.end >= entry.end) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = entry;
  }
}
