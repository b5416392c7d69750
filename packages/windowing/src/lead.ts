const HOUR_MS = 3_600_000;
const SECOND_MS = 1_000;

/**
 * How far one ticker's event time runs ahead of received time, in ms: never above 0, whole seconds,
 * -15 minutes for an exchange delayed by 15. It is the best of two clock hours of received time, so that a
 * feed that becomes slower is believed within two hours and a single fast tick is forgotten again.
 */
export class Lead {
  /** The clock hour of the latest tick, -1 before the first. */
  hour = -1;
  /** The largest event time minus received time of that hour. */
  current = Number.NEGATIVE_INFINITY;
  /** The same of the hour that had ticks before it. */
  previous = Number.NEGATIVE_INFINITY;

  /** The lead to go by; -Infinity before the first tick. */
  get value(): number {
    const best = Math.max(this.current, this.previous);
    return best >= 0 ? 0 : Math.floor(best / SECOND_MS) * SECOND_MS;
  }

  /** The received time at which the clock hour of the latest tick ends. */
  get hourEnd(): number {
    return (this.hour + 1) * HOUR_MS;
  }

  /** Takes a tick in; true if anything changed, which most ticks do not do. */
  observe(time: number, receivedTime: number): boolean {
    const hour = Math.floor(receivedTime / HOUR_MS);
    const ahead = time - receivedTime;
    if (hour === this.hour) {
      if (ahead <= this.current) return false;
      this.current = ahead;
      return true;
    }
    this.previous = this.current;
    this.current = ahead;
    this.hour = hour;
    return true;
  }
}
