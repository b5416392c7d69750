import { exact } from "./exact.ts";
import type { NaiveWindow } from "./window.ts";

/** The longest span without a tick, in ms; a session has none before its first tick or after its last. */
export function longestSilence({ kind, start, end, ticks }: NaiveWindow) {
  const times = ticks.map(tick => tick.time);
  const marks = kind === "session" ? times : [start, ...times, end];
  return exact(Math.max(0, ...marks.slice(1).map((time, i) => time - marks[i]!)));
}

/** The share of the window in which the feed was connected. */
export function coverage({ start, end, gapMs }: NaiveWindow) {
  return exact(end - start - gapMs).div(end - start);
}
