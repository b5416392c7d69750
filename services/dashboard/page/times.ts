// Times of the page are those of the reader's own zone, which the footer names.
const format = (options: Intl.DateTimeFormatOptions) => {
  const made = new Intl.DateTimeFormat("en-GB", { hourCycle: "h23", ...options });
  return (ms: number) => made.format(ms);
};
const clock = format({ hour: "2-digit", minute: "2-digit" });
const clockSeconds = format({ hour: "2-digit", minute: "2-digit", second: "2-digit" });
const clockMs = format({ hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 3 });
const day = format({ weekday: "short", day: "numeric", month: "short" });

const MINUTE = 60_000;

/** 14:20:05, or 14:20:05.250 where that is not all. */
export function timeOfDay(ms: number): string {
  return ms % 1_000 === 0 ? clockSeconds(ms) : clockMs(ms);
}

/** Tue 24 Nov 14:20 for windows of whole minutes, Tue 24 Nov 14:20:05 for others. */
export function dayAndTime(ms: number, windowMs = MINUTE): string {
  const isWhole = ms % MINUTE === 0 && windowMs % MINUTE === 0;
  return `${day(ms).replace(",", "")} ${isWhole ? clock(ms) : timeOfDay(ms)}`;
}

/** The text of a mark on the time axis; the kinds are lightweight-charts' TickMarkType. */
export const axisMarks: readonly ((ms: number) => string)[] = [
  format({ year: "numeric" }),
  format({ month: "short" }),
  format({ day: "numeric", month: "short" }),
  clock,
  clockSeconds,
];

/** Europe/Berlin (GMT+1). */
export function zoneName(): string {
  const options = new Intl.DateTimeFormat("en-GB", { timeZoneName: "short" });
  const short = options.formatToParts(Date.now()).find(part => part.type === "timeZoneName")?.value ?? "";
  const { timeZone } = options.resolvedOptions();
  return timeZone === short ? timeZone : `${timeZone} (${short})`;
}

/** How far the reader's clock was ahead of UTC then, in ms. */
export function zoneOffset(ms: number): number {
  return -new Date(ms).getTimezoneOffset() * 60_000;
}
