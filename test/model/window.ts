import type { Definition, Heard, Tick } from "./record.ts";

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

/** The start of the window that an event time falls into. */
export function startOf(time: number, { lengthMs }: Definition): number {
  return Math.floor(time / lengthMs) * lengthMs;
}

/** A tick is late iff its window is closed at its own record, whether that window held ticks or not. */
export function isLate({ index, tick }: Heard, definition: Definition, watermarks: number[]): boolean {
  return watermarks[index]! >= startOf(tick.time, definition) + definition.lengthMs;
}

/** The windows of one ticker that closed with ticks in them, in order; `heard` are its ticks alone. */
export function closedWindows(heard: Heard[], definition: Definition, watermarks: number[]): Window[] {
  const onTime = heard.filter(tick => !isLate(tick, definition, watermarks));
  const starts = new Set(onTime.map(({ tick }) => startOf(tick.time, definition)));
  return [...starts]
    .sort((a, b) => a - b)
    .map(start => {
      const inside = onTime.filter(({ tick }) => startOf(tick.time, definition) === start);
      const ticks = inside.filter((tick, i) => !inside.slice(0, i).some(other => isRepeat(tick, other)));
      const end = start + definition.lengthMs;
      return {
        definition,
        start,
        end,
        closedAt: watermarks.findIndex(watermark => watermark >= end),
        ticks: ticks.toSorted((a, b) => a.tick.time - b.tick.time),
        duplicateTicks: inside.length - ticks.length,
      };
    })
    .filter(window => window.closedAt !== -1);
}

/** Absent equals absent and nothing else. */
function isRepeat({ tick: a }: Heard, { tick: b }: Heard): boolean {
  const identity: (keyof Tick)[] = ["ticker", "time", "price", "day_volume", "last_size"];
  return identity.every(field => a[field] === b[field]);
}
