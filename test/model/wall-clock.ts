const clocks = new Map<string, Intl.DateTimeFormat>();

/** What a wall clock in a zone shows, in ms, as if it were UTC's. */
export function readingAt(instant: number, timeZone: string): number {
  const options = { timeZone, dateStyle: "short", timeStyle: "medium" } as const;
  // Swedish dates and times are ISO's: 2024-03-10 03:00:00.
  const clock = clocks.get(timeZone) ?? new Intl.DateTimeFormat("sv-SE", options);
  clocks.set(timeZone, clock);
  const inSecond = ((instant % 1000) + 1000) % 1000;
  return Date.parse(`${clock.format(instant).replace(" ", "T")}Z`) + inSecond;
}
