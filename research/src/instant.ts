const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?$/;
/** From 2001 on; fewer digits are seconds, or nothing. */
const MS = /^\d{13,15}$/;

/** Parses 2024-04-16, 2024-04-16T14:20 (both UTC), 2024-04-16T14:20:00-04:00 or ms since the epoch, into ms; undefined if it is none. */
export function parseInstant(text: string): number | undefined {
  if (MS.test(text)) return Number(text);
  if (DATE.test(text)) return valid(`${text}T00:00Z`);
  const match = DATE_TIME.exec(text);
  return match === null ? undefined : valid(match[3] === undefined ? `${text}Z` : text);
}

/** The 31st of February is refused and not the 2nd of March. */
function valid(text: string): number | undefined {
  const time = Date.parse(text);
  if (Number.isNaN(time)) return undefined;
  const [year, month, day] = text.slice(0, 10).split("-").map(Number);
  const midnight = new Date(Date.UTC(year!, month! - 1, day));
  return midnight.getUTCMonth() === month! - 1 ? time : undefined;
}
