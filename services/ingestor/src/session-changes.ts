/** When a session of the US markets begins or ends: pre-market, regular, post-market, overnight; in minutes. */
const CHANGES = [4 * 60, 9 * 60 + 30, 16 * 60, 20 * 60];
const ZONE = "America/New_York";
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const format = new Intl.DateTimeFormat("en-US", {
  timeZone: ZONE,
  hourCycle: "h23",
  year: "numeric",
  month: "numeric",
  day: "numeric",
  hour: "numeric",
  minute: "numeric",
  second: "numeric",
});

/** The first session change after `time` (ms since the epoch): on weekdays, holidays included. */
export function nextSessionChange(time: number): number {
  const midnight = Math.floor(localTime(time) / DAY_MS) * DAY_MS;
  for (let day = midnight; ; day += DAY_MS) {
    const weekday = new Date(day).getUTCDay();
    if (weekday === 0 || weekday === 6) continue;
    for (const minutes of CHANGES) {
      const change = instantOf(day + minutes * MINUTE_MS);
      if (change > time) return change;
    }
  }
}

/** What clocks in the zone show, as if they showed UTC. */
function localTime(time: number): number {
  const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type)!;
  return Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"));
}

/**
 * When clocks in the zone show `local`. They are changed early on Sundays, so from Monday 04:00 to Friday 20:00 their
 * distance from UTC is the same, also some hours earlier, where `local` is read as UTC.
 */
function instantOf(local: number): number {
  return local - (localTime(local) - local);
}
