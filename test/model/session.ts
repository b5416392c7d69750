import type { Filled, Missed } from "./aligned.ts";
import type { Heard, Session } from "./record.ts";

const HOUR_MS = 3_600_000;

/**
 * Fills sessions, record by record: what is due closes, and what is closed is never opened again, though
 * where a session will end is only known when it does.
 */
export function fillSessions(heard: Heard[], { gapMs }: Session, watermarks: number[]) {
  const at = new Map(heard.map(each => [each.index, each]));
  const filled: Filled[] = [];
  const missed: Missed[] = [];
  let open: Heard[] = [];
  let sessions: Filled[] = [];
  let closedThrough = -Infinity;
  watermarks.forEach((watermark, index) => {
    for (const session of sessions.filter(({ end }) => end <= watermark)) {
      filled.push(session);
      closedThrough = Math.max(closedThrough, session.end);
      open = open.filter(each => !session.inside.includes(each));
    }
    sessions = sessions.filter(({ end }) => end > watermark);
    const each = at.get(index);
    if (each === undefined) return;
    const { time } = each.tick;
    const isOver = endAfter(time, time, gapMs) <= watermark && !isHeldOpen(time, open, gapMs);
    if (time >= closedThrough && !isOver) {
      open.push(each);
      sessions = sessionsOf(open, gapMs);
    } else {
      closedThrough = Math.max(closedThrough, time + 1);
      missed.push({ heard: each, starts: [time] });
    }
  });
  return { filled, missed };
}

/** The runs of ticks in which neighbours are at most the gap apart and of one clock hour. */
function sessionsOf(open: Heard[], gapMs: number): Filled[] {
  const runs: Heard[][] = [];
  for (const each of open.toSorted((a, b) => a.tick.time - b.tick.time)) {
    const before = runs.at(-1)?.at(-1)?.tick.time;
    const { time } = each.tick;
    const goesOn = before !== undefined && time - before <= gapMs && hourOf(time) === hourOf(before);
    if (!goesOn) runs.push([]);
    runs.at(-1)!.push(each);
  }
  return runs.map(run => {
    const start = run[0]!.tick.time;
    const inside = run.toSorted((a, b) => a.index - b.index);
    return { start, end: endAfter(start, run.at(-1)!.tick.time, gapMs), inside };
  });
}

/** When a session from `first` to `last` ends: at the latest at the next whole hour. */
function endAfter(first: number, last: number, gapMs: number): number {
  return Math.min(last + gapMs, (hourOf(first) + 1) * HOUR_MS);
}

/** Whether an open tick would keep a session open that begins at `time`. */
function isHeldOpen(time: number, open: Heard[], gapMs: number): boolean {
  return open.some(
    ({ tick }) => hourOf(tick.time) === hourOf(time) && tick.time >= time && tick.time <= time + gapMs,
  );
}

function hourOf(time: number): number {
  return Math.floor(time / HOUR_MS);
}
