import { type Heard, type LogRecord, type Options, settingsAt } from "./record.ts";

const HOUR_MS = 3_600_000;

/**
 * The watermark of one ticker at every record of the log: lead + R - wait, never going back. R is the
 * latest record's received time, literally. Before the ticker's first tick it is -Infinity, so that
 * nothing is closed. `heard` are the ticks of that ticker alone.
 */
export function watermarks(records: LogRecord[], heard: Heard[], options: Options): number[] {
  const at = new Map(heard.map(tick => [tick.index, tick]));
  const soFar: Heard[] = [];
  let ahead = -Infinity;
  let highest = -Infinity;
  return records.map((record, index) => {
    const { waitMs } = settingsAt(index, options);
    const tick = at.get(index);
    if (tick !== undefined) {
      soFar.push(tick);
      ahead = lead(soFar);
    }
    highest = Math.max(highest, ahead + record.timestamp - waitMs);
    return highest;
  });
}

/**
 * How far event time runs ahead of received time: the most among the ticks of this clock hour and of
 * the hour before it that had any, never positive, rounded down to a whole second. Hours follow one
 * another in the log: one that is come back to, after a step of the ingestor's clock, begins anew.
 */
function lead(heard: Heard[]): number {
  const ahead = lastTwoHours(heard).map(({ tick, received }) => tick.time - received);
  return Math.floor(Math.min(0, Math.max(...ahead)) / 1000) * 1000;
}

/** The two last runs of ticks that share their hour. */
function lastTwoHours(heard: Heard[]): Heard[] {
  const runs: Heard[][] = [];
  let hour = Number.NaN;
  for (const tick of heard) {
    if (Math.floor(tick.received / HOUR_MS) !== hour) runs.push([]);
    hour = Math.floor(tick.received / HOUR_MS);
    runs.at(-1)?.push(tick);
  }
  return runs.slice(-2).flat();
}
