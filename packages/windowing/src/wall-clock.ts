/** Zone offsets and their changes are whole quarters of an hour, so an offset never changes inside one. */
export const QUARTER_MS = 900_000;
/** A year of quarters is 35,000; a windower asks for those of a few days. */
const QUARTERS_MAX = 100_000;

/** What the clocks on the wall show in one time zone. */
export interface WallClock {
  /** How far they are ahead of UTC at an instant, in ms. */
  offsetAt(time: number): number;
}

const UTC: WallClock = { offsetAt: () => 0 };

const clocks = new Map([["UTC", UTC]]);

/** The wall clock of an IANA time zone; throws a RangeError where there is no such zone. */
export function wallClockOf(zone: string): WallClock {
  let clock = clocks.get(zone);
  if (clock === undefined) {
    clock = new ZonedClock(zone);
    clocks.set(zone, clock);
  }
  return clock;
}

/** Remembers every quarter of an hour it was asked for: asking Intl takes about 2 µs. */
class ZonedClock implements WallClock {
  readonly #format: Intl.DateTimeFormat;
  readonly #offsets = new Map<number, number>();
  #quarter = Number.NaN;
  #offset = 0;

  constructor(zone: string) {
    this.#format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  }

  offsetAt(time: number): number {
    const quarter = Math.floor(time / QUARTER_MS);
    if (quarter !== this.#quarter) {
      this.#offset = this.#offsets.get(quarter) ?? this.#ask(quarter);
      this.#quarter = quarter;
    }
    return this.#offset;
  }

  #ask(quarter: number): number {
    const parts = this.#format.formatToParts(quarter * QUARTER_MS);
    const part = (type: string) => Number(parts.find(each => each.type === type)?.value);
    const shown = Date.UTC(
      part("year"),
      part("month") - 1,
      part("day"),
      part("hour"),
      part("minute"),
      part("second"),
    );
    const offset = shown - quarter * QUARTER_MS;
    if (this.#offsets.size >= QUARTERS_MAX) this.#offsets.clear();
    this.#offsets.set(quarter, offset);
    return offset;
  }
}
