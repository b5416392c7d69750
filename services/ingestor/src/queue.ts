import type { Routed } from "@market/log";

/** A record waiting to be published, and for a tick its event time: where a gap begins if it is dropped. */
export interface Waiting extends Routed {
  readonly time?: number;
}

export interface QueueLimits {
  readonly records: number;
  readonly bytes: number;
}

/** About 150 bytes of overhead a record: at most some 200 MB in all, 7 minutes of 1,000 frames/s. */
export const QUEUE_LIMITS: QueueLimits = { records: 400_000, bytes: 64 * 1_024 * 1_024 };

/**
 * Records in order of received time while the log cannot take them. When it is full the oldest ticks are
 * dropped, counted, and replaced by one gap record a ticker, so that their windows are flagged.
 */
export class Queue {
  readonly #limits: QueueLimits;
  #waiting: Waiting[] = [];
  #head = 0;
  #bytes = 0;
  readonly #gaps = new Map<string, Waiting>();
  dropped = 0;

  constructor(limits: QueueLimits = QUEUE_LIMITS) {
    this.#limits = limits;
  }

  get length(): number {
    return this.#waiting.length - this.#head + this.#gaps.size;
  }

  push(record: Waiting): void {
    this.#waiting.push(record);
    this.#bytes += sizeOf(record);
    while (this.#waiting.length - this.#head > this.#limits.records || this.#bytes > this.#limits.bytes)
      this.#drop();
  }

  /** Takes the oldest records, at most `max` besides gaps for what was dropped before them. */
  take(max: number): Waiting[] {
    const gaps = [...this.#gaps.values()].sort((a, b) => a.timestamp - b.timestamp);
    this.#gaps.clear();
    const end = Math.min(this.#waiting.length, this.#head + max);
    const taken = this.#waiting.slice(this.#head, end);
    for (const record of taken) this.#bytes -= sizeOf(record);
    this.#head = end;
    this.#compact();
    return [...gaps, ...taken];
  }

  #drop(): void {
    const record = this.#waiting[this.#head++]!;
    this.#bytes -= sizeOf(record);
    this.dropped++;
    const ticker = String(record.key);
    const from = record.time ?? Number(record.headers?.["gap-from"] ?? 0);
    const earlier = this.#gaps.get(ticker);
    const since = Math.min(from, Number(earlier?.headers?.["gap-from"] ?? from));
    this.#gaps.set(ticker, { ...record, value: null, headers: { "gap-from": String(since) } });
    this.#compact();
  }

  #compact(): void {
    if (this.#head < 1_024 || this.#head * 2 < this.#waiting.length) return;
    this.#waiting = this.#waiting.slice(this.#head);
    this.#head = 0;
  }
}

function sizeOf({ key, value }: Waiting): number {
  return (key?.length ?? 0) + (value?.length ?? 0);
}
