import * as fc from "fast-check";
import { session, sliding, tumbling } from "./define.ts";
import { type Listing, logOf } from "./feed.ts";
import type { Definition, LogRecord, Options } from "./record.ts";
import { contextStatistics, type StatisticName } from "./statistics.ts";
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

const sevenSeconds = tumbling("7s", 7000);
const tenSeconds = tumbling("10s", 10_000);
const minute = tumbling("1m", 60_000);
const fiveMinutes = tumbling("5m", 300_000);
/** Windows of this length lie across the midnights of every time zone. */
const thirteenMinutes = tumbling("13m", 780_000);
const everyMinute = sliding("5m/1m", 300_000, 60_000);
const everyFiveSeconds = sliding("20s/5s", 20_000, 5000);
/** The length is no multiple of the step. */
const everyThreeSeconds = sliding("7s/3s", 7000, 3000);
/** Sessions shorter than most silences, and longer. */
const sessions = [500, 1000, 2500, 5000, 20_000, 60_000, 300_000].map(gapMs =>
  session(`session:${gapMs}ms`, gapMs),
);

const epochDefinitions = fc.constantFrom<Definition[]>(
  [minute],
  [tenSeconds],
  [tenSeconds, minute],
  [minute, fiveMinutes],
  [tenSeconds, minute, fiveMinutes],
  [fiveMinutes, minute, tenSeconds],
  [sevenSeconds, thirteenMinutes],
  [everyMinute],
  [everyFiveSeconds],
  [everyThreeSeconds],
  [minute, everyMinute, everyFiveSeconds],
);

const mixedDefinitions = fc
  .tuple(
    fc.subarray<Definition>([tenSeconds, thirteenMinutes, everyMinute, everyFiveSeconds, everyThreeSeconds], {
      maxLength: 2,
    }),
    fc.subarray<Definition>(sessions, { minLength: 1, maxLength: 2 }),
    fc.boolean(),
  )
  .map(([grids, sessions, isReversed]) =>
    isReversed ? [...grids, ...sessions].toReversed() : [...grids, ...sessions],
  );

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The last of these shifts its clocks by half an hour, the one before it never does. */
const aligns = [
  { zone: "America/New_York", opensAtMs: 9.5 * HOUR },
  { zone: "Europe/London", opensAtMs: 0 },
  { zone: "Asia/Kolkata", opensAtMs: 0 },
  { zone: "Australia/Lord_Howe", opensAtMs: 0 },
  { zone: "America/New_York", opensAtMs: 0 },
  { zone: "UTC", opensAtMs: 10 * MINUTE },
];

/** All definitions of one configuration are aligned to one zone. */
const zonedDefinitions = fc
  .tuple(fc.constantFrom(...aligns), fc.nat())
  .map(([align, which]) => [
    tumbling("30m", 30 * MINUTE, align),
    tumbling("1h", HOUR, align),
    tumbling("4h", 4 * HOUR, align),
    tumbling("1d", 24 * HOUR, align),
    tumbling("10s", 10_000, align),
    sliding("2h/30m", 2 * HOUR, 30 * MINUTE, align),
    sliding("100m/1h", 100 * MINUTE, HOUR, align),
    // Where clocks go back by half an hour, half an hour lies in no window.
    sliding("1h/1h", HOUR, HOUR, align),
    sliding("20s/5s", 20_000, 5000, align),
    sessions[which % sessions.length]!,
  ])
  .chain(definitions => fc.subarray(definitions, { minLength: 1, maxLength: 3 }));

/** Those that depend on more than a window's own prices and quotes, as a rule: what is tested here is what goes into a window. */
const statistics = mix<ReadonlySet<StatisticName> | undefined>(
  [7, fc.constant(contextStatistics)],
  [1, fc.constant(undefined)],
);

const options: fc.Arbitrary<Options> = fc.record({
  definitions: mix<readonly Definition[]>(
    [4, epochDefinitions],
    [3, mixedDefinitions],
    [3, zonedDefinitions],
  ),
  waitMs: mix([4, fc.constantFrom(10_000, 0, 1, 2000, 5000, 20_000)], [1, fc.nat(20_000)]),
  maxFutureMs: fc.constantFrom(60_000, 5000, 60_000, 0),
  statistics,
});

/** Minutes before the dates and hours at which something changes. */
const startsAt = fc.constantFrom(
  ...[
    "2024-04-16T14:19:00Z",
    // The next whole hour, and with it another hour of the lead; every session is cut.
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
    // Before clocks change: in New York, in London and on Lord Howe Island, forward and back.
    "2024-03-10T06:58:30Z",
    "2024-11-03T05:58:30Z",
    "2024-03-31T00:58:30Z",
    "2024-10-27T00:58:30Z",
    "2024-10-05T15:28:30Z",
    "2024-04-06T14:58:30Z",
    // New York's opening, in winter.
    "2024-01-16T14:28:30Z",
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
  // Windows of a day close too.
  [3, fc.constant([{ kind: "clock", afterMs: 100_000_000 }])],
);
