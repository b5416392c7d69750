import { type Filled, fillAligned, type Missed } from "./aligned.ts";
import { nextBoundary } from "./grid.ts";
import type { Definition, Heard, Tick } from "./record.ts";
import { fillSessions } from "./session.ts";

/** One window of one ticker that closed at record `closedAt`, with what was folded into it. */
export type Window = {
  definition: Definition;
  start: number;
  end: number;
  closedAt: number;
  /** In event-time order, ties in log order. */
  ticks: Heard[];
  duplicateTicks: number;
};

/** What a definition makes of the ticks of one ticker: the windows that closed with ticks in them, in order. */
export type Course = { definition: Definition; windows: Window[]; missed: Missed[] };

/** `heard` are the ticks of one ticker alone, `watermarks` that ticker's at every record. */
export function courseOf(heard: Heard[], definition: Definition, watermarks: number[]): Course {
  const { filled, missed } =
    definition.kind === "session"
      ? fillSessions(heard, definition, watermarks)
      : fillAligned(heard, definition, watermarks);
  const windows = filled
    .map(each => windowOf(each, definition, watermarks))
    .filter(window => window.closedAt !== -1)
    .sort((a, b) => a.start - b.start);
  return { definition, windows, missed };
}

function windowOf({ start, end, inside }: Filled, definition: Definition, watermarks: number[]): Window {
  const ticks = inside.filter((tick, i) => !inside.slice(0, i).some(other => isRepeat(tick, other)));
  return {
    definition,
    start,
    end,
    closedAt: watermarks.findIndex(watermark => watermark >= end),
    ticks: ticks.toSorted((a, b) => a.tick.time - b.tick.time),
    duplicateTicks: inside.length - ticks.length,
  };
}

/**
 * What a window adds to what later windows carry on: all of its ticks, or, where windows overlap, those
 * from before the next one begins.
 */
export function bucketOf({ definition, start, ticks }: Window): Heard[] {
  if (definition.kind !== "sliding") return ticks;
  const end = nextBoundary(start, definition);
  return ticks.filter(({ tick }) => tick.time < end);
}

/** Absent equals absent and nothing else. */
function isRepeat({ tick: a }: Heard, { tick: b }: Heard): boolean {
  const identity: (keyof Tick)[] = ["ticker", "time", "price", "day_volume", "last_size"];
  return identity.every(field => a[field] === b[field]);
}
