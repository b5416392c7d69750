/** Delays are kept of this many ticks, the latest. */
const DELAYS = 64;

export interface TickerReport {
  /** Received time of its latest frame, null if it had none. */
  readonly last_seen: number | null;
  readonly ticks: number;
  readonly repeats: number;
  /** Stale first frames of new connections. */
  readonly snapshots: number;
  /** Received minus event time over its latest 64 ticks, null without any. */
  readonly delay_ms_p50: number | null;
  readonly delay_ms_p95: number | null;
  readonly seconds_without_feed: number;
}

/** How one ticker fares; what may be looked at for each, and is summed up for metrics. */
export class TickerHealth {
  lastSeen = 0;
  #ticks = 0;
  #repeats = 0;
  #snapshots = 0;
  /** Since when it has no feed, undefined while it has one. */
  #lostSince: number | undefined;
  #lostMs = 0;
  readonly #delays = new Float32Array(DELAYS);

  get hasFeed(): boolean {
    return this.#lostSince === undefined;
  }

  saw(what: "tick" | "repeat" | "snapshot", receivedTime: number, delayMs: number): void {
    this.lastSeen = receivedTime;
    if (what === "repeat") this.#repeats++;
    else if (what === "snapshot") this.#snapshots++;
    else this.#delays[this.#ticks++ % DELAYS] = delayMs;
  }

  lost(receivedTime: number): void {
    this.#lostSince ??= receivedTime;
  }

  found(receivedTime: number): void {
    this.#lostMs = this.lostMs(receivedTime);
    this.#lostSince = undefined;
  }

  /** For how long it has been without a feed, altogether. */
  lostMs(now: number): number {
    return this.#lostMs + (this.#lostSince === undefined ? 0 : Math.max(0, now - this.#lostSince));
  }

  report(now: number): TickerReport {
    const delays = this.#delays.slice(0, Math.min(this.#ticks, DELAYS)).sort();
    // Type 1: the smallest value that so large a share does not exceed.
    const quantile = (share: number) => delays[Math.max(0, Math.ceil(share * delays.length) - 1)] ?? null;
    return {
      last_seen: this.lastSeen || null,
      ticks: this.#ticks,
      repeats: this.#repeats,
      snapshots: this.#snapshots,
      delay_ms_p50: quantile(0.5),
      delay_ms_p95: quantile(0.95),
      seconds_without_feed: this.lostMs(now) / 1_000,
    };
  }
}
