import { type LiveEvent, Ring } from "./ring.ts";

export interface RingsOptions {
  /** Bytes of events kept for one window, and for all together. */
  readonly windowBytesMax: number;
  readonly bytesMax: number;
  /** Windows for which events are kept. */
  readonly windowsMax: number;
}

/** The latest events by window, of so many windows as had the latest ones: names of windows may be anybody's. */
export class Rings {
  readonly #options: RingsOptions;
  /** In order of their latest event. */
  readonly #rings = new Map<string, Ring>();
  #bytes = 0;
  /** The latest event of those windows whose ring was let go of. */
  #letGoAt = 0;

  constructor(options: RingsOptions) {
    this.#options = options;
  }

  /** The sequence number of the latest event of the window that may be gone; nobody knows which windows had a ring before. */
  forgotten(window: string): number {
    return this.#rings.get(window)?.forgotten ?? this.#letGoAt;
  }

  /** The first event of the window behind the one of this sequence number. */
  after(window: string, sequence: number): LiveEvent | undefined {
    return this.#rings.get(window)?.after(sequence);
  }

  has(window: string): boolean {
    return this.#rings.has(window);
  }

  /** Returns the window whose events were let go of for it, with the sequence number of its latest. */
  push(window: string, event: LiveEvent): { readonly window: string; readonly latest: number } | undefined {
    const { windowBytesMax, bytesMax, windowsMax } = this.#options;
    const ring = this.#rings.get(window) ?? new Ring(this.#letGoAt);
    this.#rings.delete(window);
    this.#rings.set(window, ring);
    const gone = this.#rings.size > windowsMax ? this.#letGoEldest() : undefined;
    ring.push(event);
    this.#bytes += event.bytes.length;
    while (ring.bytes > windowBytesMax) this.#shift(ring);
    while (this.#bytes > bytesMax) this.#shift(this.#largest());
    return gone;
  }

  clear(): void {
    this.#rings.clear();
    this.#bytes = 0;
    this.#letGoAt = 0;
  }

  #letGoEldest() {
    const [window, ring] = this.#rings.entries().next().value!;
    const { latest } = ring;
    this.#rings.delete(window);
    this.#bytes -= ring.bytes;
    this.#letGoAt = Math.max(this.#letGoAt, latest);
    return { window, latest };
  }

  #shift(ring: Ring): void {
    const { bytes } = ring;
    ring.shift();
    this.#bytes += ring.bytes - bytes;
  }

  #largest(): Ring {
    return [...this.#rings.values()].reduce((most, ring) => (ring.bytes > most.bytes ? ring : most));
  }
}
