const MINUTE_MS = 60_000;

/** Counts late ticks by minute, so that those of the time that the history spans can be told. */
export class LateTicks {
  readonly #historyMs: number;
  readonly #byMinute = new Map<number, number>();

  constructor(historyMs: number) {
    this.#historyMs = historyMs;
  }

  /** One that was received at `time`; a time to come is now, whoever wrote it. Both in ms. */
  add(time: number, now: number): void {
    const minute = minuteOf(Math.min(time, now));
    if (minute < this.#first(now)) return;
    this.#byMinute.set(minute, (this.#byMinute.get(minute) ?? 0) + 1);
  }

  /** How many there are, to the minute. */
  count(now: number): number {
    const first = this.#first(now);
    let sum = 0;
    for (const [minute, count] of this.#byMinute) {
      if (minute < first) this.#byMinute.delete(minute);
      else sum += count;
    }
    return sum;
  }

  clear(): void {
    this.#byMinute.clear();
  }

  #first(now: number): number {
    return minuteOf(now - this.#historyMs);
  }
}

function minuteOf(time: number): number {
  return Math.floor(time / MINUTE_MS);
}
