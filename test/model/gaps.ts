import type { Heard, LogRecord } from "./record.ts";

/** A span of event time in which the feed was not connected; `to` is Infinity while it is open. */
export type Gap = { from: number; to: number };

/**
 * The gaps of one ticker, as the windows that close at record `index` see them: a gap record there is
 * known already, a tick there has not ended its gap yet. `heard` are the ticks of that ticker alone.
 */
export function gapsAt(records: LogRecord[], heard: Heard[], ticker: string, index: number): Gap[] {
  const opened = records.flatMap((record, at) =>
    record.kind === "gap" && record.ticker === ticker && at <= index ? [{ at, from: record.from }] : [],
  );
  const gaps: Gap[] = [];
  let endedAt = -1;
  for (const { at, from } of opened) {
    // A gap record that comes while a gap is open is the same gap, from the earlier of the two.
    const open = at < endedAt ? gaps.pop() : undefined;
    const start = Math.min(from, open?.from ?? Infinity);
    const end = heard.find(tick => tick.index > at && tick.index < index && tick.tick.time > start);
    gaps.push({ from: start, to: end?.tick.time ?? Infinity });
    endedAt = end?.index ?? Infinity;
  }
  return gaps;
}

/** Whether the span [start, end) touches one of the gaps. */
export function touches(gaps: Gap[], start: number, end: number): boolean {
  return gaps.some(gap => gap.from < end && gap.to >= start);
}
