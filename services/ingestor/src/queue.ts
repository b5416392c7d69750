import type { Routed } from "@market/log";
import { TRACEPARENT_HEADER } from "@market/runtime";
import { Pack } from "./packed.ts";

/** A tick or gap that waits to be published, and for a tick its event time: where a gap begins if it is dropped. */
export interface Waiting extends Routed {
  readonly time?: number;
}

export interface QueueLimits {
  readonly records: number;
  readonly bytes: number;
}

/** What the traceparent of a tick takes, its place in the pack included. */
const TRACED_BYTES = 150;

/** At most some 330 MB in all: 8 minutes of 5,000 frames/s, 40 of 1,000. */
export const QUEUE_LIMITS: QueueLimits = { records: 2_500_000, bytes: 200 * 1_024 * 1_024 };

/**
 * Records in order of received time while the log cannot take them. When it is full the oldest ticks are
 * dropped, counted, and replaced by one gap record a ticker, so that their windows are flagged.
 */
export class Queue {
  readonly #limits: QueueLimits;
  readonly #packs: Pack[] = [];
  #length = 0;
  #bytes = 0;
  readonly #gaps = new Map<string, Waiting>();
  dropped = 0;

  constructor(limits: QueueLimits = QUEUE_LIMITS) {
    this.#limits = limits;
  }

  get length(): number {
    return this.#length + this.#gaps.size;
  }

  push(record: Waiting): void {
    if (!this.#packs.at(-1)?.push(record)) {
      const pack = new Pack(record.value?.length);
      pack.push(record);
      if (this.#packs[0]?.length === 0) this.#packs.shift();
      this.#packs.push(pack);
    }
    this.#length++;
    this.#bytes += sizeOf(record);
    while (this.#length > this.#limits.records || this.#bytes > this.#limits.bytes) this.#drop();
  }

  /** Takes the oldest records, at most `max` besides gaps for what was dropped before them. */
  take(max: number): Waiting[] {
    const taken = [...this.#gaps.values()].sort((a, b) => a.timestamp - b.timestamp);
    this.#gaps.clear();
    for (let left = Math.min(max, this.#length); left > 0; left--) taken.push(this.#shift());
    return taken;
  }

  #shift(): Waiting {
    const pack = this.#packs[0]!;
    const record = pack.shift();
    // The last one goes on being filled, or every pass through the queue would make another.
    if (pack.length === 0 && this.#packs.length > 1) this.#packs.shift();
    this.#length--;
    this.#bytes -= sizeOf(record);
    return record;
  }

  #drop(): void {
    const record = this.#shift();
    this.dropped++;
    const ticker = String(record.key);
    const from = record.time ?? Number(record.headers?.["gap-from"] ?? 0);
    const earlier = this.#gaps.get(ticker);
    const since = Math.min(from, Number(earlier?.headers?.["gap-from"] ?? from));
    const { partition, key, timestamp } = record;
    this.#gaps.set(ticker, {
      partition,
      key,
      timestamp,
      value: null,
      headers: { "gap-from": String(since) },
    });
  }
}

function sizeOf({ key, value, headers }: Waiting): number {
  const traced = headers?.[TRACEPARENT_HEADER] === undefined ? 0 : TRACED_BYTES;
  return (key?.length ?? 0) + (value?.length ?? 0) + traced;
}
