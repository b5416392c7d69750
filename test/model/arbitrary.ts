import * as fc from "fast-check";
import { type Listing, logOf } from "./feed.ts";
import type { Definition, LogRecord, Options } from "./record.ts";
import { mix, type Step, stepArbitrary } from "./step.ts";
import { exchanges } from "./zones.ts";

export type Log = { records: LogRecord[]; options: Options };

/**
 * Logs of one partition, with the options to read them by. `stepsMax` bounds their length: a step is a
 * record, a change of what the feed does, or nothing.
 */
export function logArbitrary({ stepsMax = 150 } = {}): fc.Arbitrary<Log> {
  return fc
    .record({
      options,
      start: fc.record({ at: startsAt, wholeSeconds: fc.boolean() }),
      listings: fc.array(listing, { minLength: 1, maxLength: 5 }),
      steps: fc.array(stepArbitrary(exchange), { minLength: 1, maxLength: stepsMax, size: "max" }),
      silence,
    })
    .map(({ options, start, listings, steps, silence }) => ({
      records: logOf(start, listings, [...steps, ...silence], options),
      options,
    }));
}

function definition(name: string, lengthMs: number): Definition {
  return { name, lengthMs, hash: `hash of ${name}` };
}

const sevenSeconds = definition("7s", 7000);
const tenSeconds = definition("10s", 10_000);
const minute = definition("1m", 60_000);
const fiveMinutes = definition("5m", 300_000);
/** Windows of this length lie across the midnights of every time zone. */
const thirteenMinutes = definition("13m", 780_000);

const options: fc.Arbitrary<Options> = fc.record({
  definitions: fc.constantFrom(
    [minute],
    [tenSeconds],
    [tenSeconds, minute],
    [minute, fiveMinutes],
    [tenSeconds, minute, fiveMinutes],
    [fiveMinutes, minute, tenSeconds],
    [sevenSeconds, thirteenMinutes],
  ),
  waitMs: mix([4, fc.constantFrom(10_000, 0, 1, 2000, 5000, 20_000)], [1, fc.nat(20_000)]),
  maxFutureMs: fc.constantFrom(60_000, 5000, 60_000, 0),
});

/** Minutes before the dates and hours at which something changes. */
const startsAt = fc.constantFrom(
  ...[
    "2024-04-16T14:19:00Z",
    // The next whole hour, and with it another hour of the lead.
    "2024-04-16T14:58:30Z",
    // Midnight in New York, in summer and on the two days when its clocks change.
    "2024-04-17T03:58:00Z",
    "2024-03-10T04:58:30Z",
    "2024-11-04T04:58:30Z",
    // Midnight in Tokyo, Kolkata, Berlin and London, and at UTC.
    "2024-04-16T14:57:00Z",
    "2024-04-16T18:28:00Z",
    "2024-04-16T21:58:00Z",
    "2024-04-16T22:58:00Z",
    "2024-04-16T23:58:30Z",
  ].map(instant => Date.parse(instant)),
);

const exchange = mix<string | undefined>(
  [3, fc.constant("NMS")],
  [6, fc.constantFrom(...exchanges)],
  [1, fc.constant(undefined)],
);

const listing: fc.Arbitrary<Listing> = fc.record({
  exchange,
  delayMs: fc.constantFrom(0, 0, 0, 900_000, 905_300),
  wholeSeconds: fc.constantFrom(true, true, false),
  crypto: fc.constantFrom(false, false, false, false, false, true),
  price: fc.integer({ min: 100, max: 50_000 }),
  dayVolume: fc.constantFrom(0, 1000, 5_000_000),
});

/** How the log ends: mostly with a silence long enough to close what is open. */
const silence = mix<Step[]>(
  [1, fc.constant([])],
  [1, fc.constant([{ kind: "clock", afterMs: 100_000 }])],
  [6, fc.constant([{ kind: "clock", afterMs: 1_000_000 }])],
);
