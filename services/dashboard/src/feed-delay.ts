import type { TopicRecord } from "@market/kafka";
import { decodeTick } from "@market/wire";
import { median } from "./median.ts";

/** Of each partition. */
export const TICKS_KEPT = 50;
/** Ticks received longer before the latest one say nothing of the feed as it is. */
const RECENT_MS = 60_000;

interface Received {
  readonly at: number;
  readonly delayMs: number;
}

/** What the latest records of the ticks topic say of the feed. Times are ms since the epoch; null before any. */
export class FeedDelay {
  readonly #byPartition = new Map<number, Received[]>();
  #tickAt: number | null = null;
  #heardAt: number | null = null;

  /** New ones, in order in each partition. No time is later than `now`, whoever wrote it. */
  take(records: Iterable<TopicRecord>, now: number): void {
    for (const { partition, timestamp, value } of records) {
      const at = Math.min(timestamp, now);
      this.#heardAt = Math.max(this.#heardAt ?? 0, at);
      // Clock records and gaps have none. The last frame before a connection was lost says nothing of the feed either.
      const tick = value && decodeTick(value);
      if (!tick) continue;
      this.#tickAt = Math.max(this.#tickAt ?? 0, at);
      if (!tick.snapshot) this.#keep(partition, { at, delayMs: at - tick.time });
    }
  }

  /** How long before they were received ticks were made: the median of the latest ones. */
  get medianMs(): number | null {
    const all = [...this.#byPartition.values()].flat();
    const latest = all.reduce((max, { at }) => Math.max(max, at), 0);
    return median(all.filter(({ at }) => at > latest - RECENT_MS).map(({ delayMs }) => delayMs));
  }

  /** When the latest tick was received. */
  get tickAt(): number | null {
    return this.#tickAt;
  }

  /** When an ingestor wrote the latest record of any kind. */
  get heardAt(): number | null {
    return this.#heardAt;
  }

  clear(): void {
    this.#byPartition.clear();
    this.#tickAt = null;
    this.#heardAt = null;
  }

  #keep(partition: number, received: Received): void {
    const kept = this.#byPartition.get(partition) ?? [];
    this.#byPartition.set(partition, kept);
    kept.push(received);
    if (kept.length > TICKS_KEPT) kept.shift();
  }
}
