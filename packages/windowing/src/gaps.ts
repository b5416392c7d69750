/** A span of event time in which a ticker's feed was not connected, both ends included. */
export interface Gap {
  readonly from: number;
  readonly to: number;
}

/**
 * The gaps of one ticker. A gap is open from the moment the feed is known lost until the first tick from
 * after its beginning. Both ends count as inside: event times are whole seconds, and a second can hold several ticks.
 */
export class Gaps {
  /** The event time the open gap began at, Infinity if none is open. */
  openFrom = Number.POSITIVE_INFINITY;
  /** Made when the first one ends: most tickers have none. */
  ended: Gap[] | undefined;

  get isOpen(): boolean {
    return this.openFrom !== Number.POSITIVE_INFINITY;
  }

  open(from: number): void {
    this.openFrom = Math.min(this.openFrom, from);
  }

  /** Ticks from `from` on may be missing; only one from after `until` ends this, so that a stale tick of long ago does not. */
  miss(from: number, until: number): void {
    if (from < until) this.#end(from, until);
    this.open(until);
  }

  /** A tick at `time` arrived; true if it ended a gap. */
  observe(time: number): boolean {
    if (time <= this.openFrom) return false;
    this.#end(this.openFrom, time);
    this.openFrom = Number.POSITIVE_INFINITY;
    return true;
  }

  /** Gaps that a checkpoint knows of. */
  addEnded(gaps: readonly Gap[]): void {
    for (const { from, to } of gaps) this.#end(from, to);
  }

  touches(start: number, end: number): boolean {
    if (this.openFrom < end) return true;
    return this.ended?.some(gap => gap.from < end && gap.to >= start) ?? false;
  }

  /** How much of [start, end) they cover, in ms; what several of them cover counts once. */
  coveredMs(start: number, end: number): number {
    if (this.ended === undefined && this.openFrom >= end) return 0;
    const gaps = [...(this.ended ?? []), { from: this.openFrom, to: Number.POSITIVE_INFINITY }];
    gaps.sort((a, b) => a.from - b.from);
    let coveredMs = 0;
    let reached = start;
    for (const { from, to } of gaps) {
      const until = Math.min(to, end);
      if (until > reached && from < until) coveredMs += until - Math.max(from, reached);
      reached = Math.max(reached, until);
    }
    return coveredMs;
  }

  /** Forgets the gaps that no window from `start` on can touch. */
  dropBefore(start: number): void {
    if (this.ended === undefined) return;
    const ended = this.ended.filter(gap => gap.to >= start);
    this.ended = ended.length > 0 ? ended : undefined;
  }

  #end(from: number, to: number): void {
    this.ended ??= [];
    this.ended.push({ from, to });
  }
}
