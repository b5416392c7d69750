import type { Bar } from "../src/api.ts";

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
/** Longer silences, such as nights, are not drawn to scale. */
const STEPS_MAX = 60;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** How far apart the starts of two neighbouring windows are, in ms; undefined for sessions, which begin when they like. */
export function stepOf(window: string): number | undefined {
  const [, count, unit] = /^(?:[^:/]+\/)?(\d+)(ms|s|m|h|d)$/.exec(window) ?? [];
  return count && unit ? Number(count) * UNITS[unit]! : undefined;
}

/** The starts of the windows without a record between two bars of one trading day: there was no tick, and that is to be seen. */
export function silentStarts(before: Bar | undefined, after: Bar, step: number | undefined): number[] {
  if (!before || step === undefined) return [];
  const apart = after.window_start - before.window_start;
  const isOneDay = Math.floor(before.window_start / DAY_MS) === Math.floor(after.window_start / DAY_MS);
  if (apart / step > STEPS_MAX || !(isOneDay || apart <= HOUR_MS)) return [];
  const starts: number[] = [];
  for (let start = before.window_start + step; start < after.window_start; start += step) starts.push(start);
  return starts;
}
