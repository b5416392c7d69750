import type { LineTimes } from "./line-times.ts";

/** When the next attempt to connect may be made: jittered, doubled with each failure, reset by data alone. */
export class Backoff {
  readonly #times: LineTimes;
  readonly #random: () => number;
  #failures = 0;
  retryAt = Number.NEGATIVE_INFINITY;

  constructor(random: () => number, times: LineTimes) {
    this.#random = random;
    this.#times = times;
  }

  /** A connection ended, or an attempt did not become one. */
  failed(now: number): void {
    if (this.retryAt > now) return;
    const { backoffMinMs, backoffMaxMs } = this.#times;
    const longest = Math.min(backoffMaxMs, backoffMinMs * 2 ** Math.min(this.#failures, 16));
    this.#failures++;
    this.retryAt = now + longest * (0.5 + this.#random() / 2);
  }

  /** Data proves that the other side serves us; an opened connection alone does not. */
  served(): void {
    this.#failures = 0;
  }
}
