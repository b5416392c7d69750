import type { Align, Sliding, Tumbling } from "./record.ts";
import { readingAt } from "./wall-clock.ts";

export type Span = { start: number; end: number };

/** What decides where windows begin. */
type Grid = { align: Align; stepMs: number };

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** The windows of a definition that an event time lies in, in order; more than one only where they slide. */
export function spansAt(time: number, definition: Tumbling | Sliding): Span[] {
  if (definition.kind === "tumbling") {
    const grid = { align: definition.align, stepMs: definition.lengthMs };
    return [{ start: lastBoundary(time, grid), end: nextBoundary(time, grid) }];
  }
  const { lengthMs } = definition;
  const spans: Span[] = [];
  for (let start = lastBoundary(time - lengthMs, definition); start <= time; ) {
    const next = nextBoundary(start, definition);
    const end = next > start + lengthMs ? next : start + lengthMs;
    if (time < end) spans.push({ start, end });
    start = next;
  }
  return spans;
}

/** The first boundary after a time. */
export function nextBoundary(time: number, grid: Grid): number {
  for (let hour = hourOf(time); ; hour += HOUR_MS) {
    const found = boundariesIn(hour, grid).find(boundary => boundary > time);
    if (found !== undefined) return found;
  }
}

/** The last boundary up to and including a time. */
function lastBoundary(time: number, grid: Grid): number {
  for (let hour = hourOf(time); ; hour -= HOUR_MS) {
    const found = boundariesIn(hour, grid).findLast(boundary => boundary <= time);
    if (found !== undefined) return found;
  }
}

const hourOf = (time: number) => Math.floor(time / HOUR_MS) * HOUR_MS;

const known = new Map<string, number[]>();

/** The boundaries within the clock hour that begins at `hour`, in order; looked for once. */
function boundariesIn(hour: number, { align, stepMs }: Grid): number[] {
  const place = `${align.zone}@${align.opensAtMs}/${stepMs}/${hour}`;
  const boundaries = known.get(place) ?? instantsIn(hour, align, stepMs).filter(isBoundary(align, stepMs));
  known.set(place, boundaries);
  return boundaries;
}

/** Every instant of an hour that might be a boundary: clocks change at whole minutes. */
function instantsIn(hour: number, align: Align, stepMs: number): number[] {
  const instants: number[] = [];
  const resolution = resolutionOf(align, stepMs);
  for (
    let instant = Math.ceil(hour / resolution) * resolution;
    instant < hour + HOUR_MS;
    instant += resolution
  )
    instants.push(instant);
  return instants;
}

function resolutionOf(align: Align, stepMs: number): number {
  return isEpoch(align) ? stepMs : divisor(divisor(stepMs, align.opensAtMs), MINUTE_MS);
}

/**
 * Aligned to the epoch, a multiple of the step. Otherwise the wall clock is looked at, now and just before:
 * whether it reaches a reading that is the opening time and a number of steps, or has jumped over one.
 */
function isBoundary(align: Align, stepMs: number): (instant: number) => boolean {
  if (isEpoch(align)) return instant => instant % stepMs === 0;
  const resolution = resolutionOf(align, stepMs);
  return instant => {
    const reading = readingAt(instant, align.zone);
    const awaited = readingAt(instant - resolution, align.zone) + resolution;
    const steps = Math.floor((reading - align.opensAtMs) / stepMs);
    return align.opensAtMs + steps * stepMs >= Math.min(awaited, reading);
  };
}

function isEpoch({ zone, opensAtMs }: Align): boolean {
  return zone === "UTC" && opensAtMs === 0;
}

/** The greatest common divisor. */
function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}
