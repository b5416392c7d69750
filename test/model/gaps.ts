import type { Heard, LogRecord } from "./record.ts";

/** A span of event time in which the feed was not connected; `to` is Infinity while it is open. */
export type Gap = { from: number; to: number };

/** A gap record of one ticker, by its place in the log. */
export type Opened = { at: number; from: number };

/** `heard` are the ticks of that ticker alone. A gap from 0, which says that its beginning is unknown, is one since the latest of them. */
export function openedGaps(records: LogRecord[], heard: Heard[], ticker: string): Opened[] {
  return records.flatMap((record, at) => {
    if (record.kind !== "gap" || record.ticker !== ticker) return [];
    const times = heard.filter(({ index }) => index < at).map(({ tick }) => tick.time);
    const latest = Math.min(Math.max(0, ...times), record.timestamp);
    return [{ at, from: record.from === 0 ? latest : record.from }];
  });
}

/**
 * The gaps of one ticker, as the windows that close at record `index` see them: a gap record there is
 * known already, a tick there has not ended its gap yet. `heard` are the ticks of that ticker alone.
 */
export function gapsAt(opened: Opened[], heard: Heard[], index: number): Gap[] {
  const gaps: Gap[] = [];
  let endedAt = -1;
  for (const { at, from } of opened.filter(gap => gap.at <= index)) {
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

/** For how long of the span [start, end) there was a gap, in ms; where gaps overlap it counts once. */
export function gapMsWithin(gaps: Gap[], start: number, end: number): number {
  const isMark = (time: number) => time > start && time < end;
  const marks = gaps.flatMap(({ from, to }) => [from, to]).filter(isMark);
  const edges = [start, ...marks, end].sort((a, b) => a - b);
  const pieces = edges.slice(1).map((to, i) => ({ from: edges[i]!, to }));
  const inGap = pieces.filter(piece => gaps.some(gap => gap.from <= piece.from && piece.to <= gap.to));
  return inGap.reduce((total, { from, to }) => total + to - from, 0);
}
