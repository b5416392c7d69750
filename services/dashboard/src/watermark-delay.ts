import { median } from "./median.ts";

const KEPT = 200;
const RECENT_MS = 60_000;

/** How long after their end windows can be read. */
export class WatermarkDelay {
  readonly #seen: { readonly at: number; readonly delayMs: number }[] = [];

  /** A record of a window that ended at `windowEnd` has come just now; both in ms. */
  note(windowEnd: number, now: number): void {
    if (this.#seen.length === KEPT) this.#seen.shift();
    this.#seen.push({ at: now, delayMs: now - windowEnd });
  }

  /** The median of the latest records of the last minute, of those before where none came; null where none ever has. */
  medianMs(now: number): number | null {
    const recent = this.#seen.filter(({ at }) => at > now - RECENT_MS);
    return median((recent.length > 0 ? recent : this.#seen).map(({ delayMs }) => delayMs));
  }

  clear(): void {
    this.#seen.length = 0;
  }
}
