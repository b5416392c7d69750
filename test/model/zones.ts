const DAY_MS = 86_400_000;

/** The time zones of the exchange codes known to the model; any other code is at UTC. */
const zones: Record<string, string> = {
  NMS: "America/New_York",
  NYQ: "America/New_York",
  NGM: "America/New_York",
  NCM: "America/New_York",
  PCX: "America/New_York",
  ASE: "America/New_York",
  BTS: "America/New_York",
  PNK: "America/New_York",
  OQB: "America/New_York",
  LSE: "Europe/London",
  GER: "Europe/Berlin",
  JPX: "Asia/Tokyo",
  NSI: "Asia/Kolkata",
  CCC: "UTC",
};

/** The codes above. Logs with others may be read differently by a larger table. */
export const exchanges = Object.keys(zones);

/** Swedish dates are ISO dates. */
const calendars = new Map(
  Object.values(zones).map(timeZone => [timeZone, new Intl.DateTimeFormat("sv-SE", { timeZone })]),
);

/** The date of an instant in the exchange's time zone, in days since the epoch. */
export function sessionOf(time: number, exchange: string | undefined): number {
  const zone = zones[exchange ?? "CCC"] ?? "UTC";
  if (zone === "UTC") return Math.floor(time / DAY_MS);
  return Date.parse(calendars.get(zone)?.format(time) ?? "") / DAY_MS;
}
