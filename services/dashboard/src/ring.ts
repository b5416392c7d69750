export interface LiveEvent {
  readonly sequence: number;
  readonly bytes: Uint8Array;
}

/** The latest events of one window, as many as fit in so many bytes. */
export class Ring {
  /** All of them together. */
  bytes = 0;
  /** The sequence number of the latest event that is no longer here. */
  forgotten: number;
  #events: LiveEvent[] = [];
  /** Where the events begin: shifting an array for each would take time in proportion to its length. */
  #from = 0;

  constructor(forgotten: number) {
    this.forgotten = forgotten;
  }

  /** The sequence number of the latest event there was. */
  get latest(): number {
    return this.#events.at(-1)?.sequence ?? this.forgotten;
  }

  push(event: LiveEvent): void {
    this.#events.push(event);
    this.bytes += event.bytes.length;
  }

  shift(): void {
    const { sequence, bytes } = this.#events[this.#from]!;
    this.#from++;
    this.bytes -= bytes.length;
    this.forgotten = sequence;
    // What is shifted is held until here, so it must be let go of before long.
    if (this.#from < 64 && this.#from < this.#events.length) return;
    this.#events = this.#events.slice(this.#from);
    this.#from = 0;
  }

  /** The first event behind the one of this sequence number. */
  after(sequence: number): LiveEvent | undefined {
    let low = this.#from;
    let high = this.#events.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#events[middle]!.sequence <= sequence) low = middle + 1;
      else high = middle;
    }
    return this.#events[low];
  }
}
