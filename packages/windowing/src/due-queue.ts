/** An entry of a DueQueue, which alone writes these two fields. */
export interface Due {
  /** The received time at which something of this entry is due. */
  dueAt: number;
  /** Where it stands in the queue, -1 if it does not. */
  place: number;
}

/** A binary heap of entries by `dueAt`, in which an entry can be moved at any time. */
export class DueQueue<T extends Due> {
  readonly #heap: T[] = [];
  /** Of the first in the heap: asked for with every tick. */
  #earliest = Number.POSITIVE_INFINITY;

  /** The earliest `dueAt`, Infinity if nothing is queued. */
  get earliest(): number {
    return this.#earliest;
  }

  /** Queues an entry for `dueAt`, or moves it there; Infinity takes it out. */
  set(entry: T, dueAt: number): void {
    if (dueAt === entry.dueAt) return;
    entry.dueAt = dueAt;
    if (dueAt === Number.POSITIVE_INFINITY) this.#remove(entry);
    else {
      if (entry.place < 0) {
        entry.place = this.#heap.length;
        this.#heap.push(entry);
      }
      this.#rise(entry);
      this.#sink(entry);
    }
    this.#look();
  }

  /** Takes out and returns the entry that is due first; the queue must not be empty. */
  pop(): T {
    const first = this.#heap[0]!;
    first.dueAt = Number.POSITIVE_INFINITY;
    this.#remove(first);
    this.#look();
    return first;
  }

  #look(): void {
    this.#earliest = this.#heap.length === 0 ? Number.POSITIVE_INFINITY : this.#heap[0]!.dueAt;
  }

  #remove(entry: T): void {
    const { place } = entry;
    if (place < 0) return;
    entry.place = -1;
    const last = this.#heap.pop()!;
    if (last === entry) return;
    this.#put(last, place);
    this.#rise(last);
    this.#sink(last);
  }

  #rise(entry: T): void {
    while (entry.place > 0) {
      const parent = this.#heap[(entry.place - 1) >> 1]!;
      if (parent.dueAt <= entry.dueAt) return;
      this.#swap(entry, parent);
    }
  }

  #sink(entry: T): void {
    for (;;) {
      const left = 2 * entry.place + 1;
      if (left >= this.#heap.length) return;
      let child = this.#heap[left]!;
      const right = this.#heap[left + 1];
      if (right !== undefined && right.dueAt < child.dueAt) child = right;
      if (child.dueAt >= entry.dueAt) return;
      this.#swap(child, entry);
    }
  }

  #swap(a: T, b: T): void {
    const place = a.place;
    this.#put(a, b.place);
    this.#put(b, place);
  }

  #put(entry: T, place: number): void {
    entry.place = place;
    this.#heap[place] = entry;
  }
}
