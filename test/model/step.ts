import * as fc from "fast-check";

/**
 * One thing that happens to a feed: a choice of small values, which feed.ts turns into a record. Steps
 * stay meaningful when others are taken out, so a failing log shrinks to the few that matter. In each
 * choice the plainest value comes first, since that is what fast-check shrinks to.
 */
export type Step =
  | TickStep
  | { kind: "repeat"; ticker: number; afterMs: number; back: number; change: Change }
  | { kind: "clock"; afterMs: number }
  | { kind: "gap"; ticker: number; afterMs: number; from: GapStart }
  | { kind: "delay"; ticker: number; delayMs: number }
  | { kind: "move"; ticker: number; exchange: string | undefined }
  | { kind: "night"; resets: boolean }
  | { kind: "hole"; offsets: number };

export type TickStep = {
  kind: "tick";
  ticker: number;
  afterMs: number;
  /** How late the tick comes, on top of its exchange's delay; or when it claims to be from. */
  lag: number | Claim;
  cents: number;
  counter: CounterMove;
  lastSize: number | undefined;
  marketHours: number;
  absent: Absent;
  snapshot: boolean;
  /** None where it is left out. */
  quote?: Quote;
};

/** Bid and ask, in cents from the price, and what is offered there; each may be absent. */
export type Quote = { bid?: number; ask?: number; bidSize?: number; askSize?: number };

/** "tie" is the time of the ticker's tick before, "edge" the furthest future that is believed. */
export type Claim = "tie" | "edge" | "future" | "far future" | "hours ago" | "epoch";
export type CounterMove = number | "absent" | "reset";
export type Absent = "nothing" | "exchange" | "codes" | "everything";
/** How an otherwise exact repeat differs; a quote is not part of a tick's identity. */
export type Change = "nothing" | "quote" | "price" | "size" | "size absent";
export type GapStart = "last tick" | "unknown" | "minute before" | "now";

const HOUR_MS = 3_600_000;

/** One of several by weight; the first is the one to shrink to. */
export function mix<T>(...weighted: [weight: number, arbitrary: fc.Arbitrary<T>][]): fc.Arbitrary<T> {
  return fc.oneof(
    { withCrossShrink: true },
    ...weighted.map(([weight, arbitrary]) => ({ weight, arbitrary })),
  );
}

function choice<T>(...weighted: [weight: number, value: T][]): fc.Arbitrary<T> {
  return mix(...weighted.map(([weight, value]): [number, fc.Arbitrary<T>] => [weight, fc.constant(value)]));
}

/** Which ticker, modulo how many the log has. */
const ticker = fc.nat(4);

/** The time to the next record; seldom negative, when the ingestor's clock is set back. */
const afterMs = mix<number>(
  [50, choice([4, 0], [2, 250], [6, 1000], [3, 2000], [3, 5000], [1, 12_000])],
  [20, fc.nat(4000)],
  [2, choice([5, 60_000], [3, 400_000], [1, HOUR_MS])],
  [1, choice([3, -1], [3, -1500], [2, -30_000], [1, -HOUR_MS - 1])],
);

const silenceMs = choice([4, 1000], [4, 20_000], [4, 70_000], [3, 400_000], [2, 1_000_000], [1, HOUR_MS]);

const lag = mix<number | Claim>(
  [30, choice([8, 0], [3, 300], [3, 1000], [2, 4000], [1, -400], [1, 9000], [1, 25_000])],
  [10, fc.nat(3000)],
  [2, choice([2, 70_000], [1, 310_000], [1, -5000])],
  [4, fc.constant("tie")],
  [2, choice<Claim>([4, "hours ago"], [4, "future"], [1, "edge"], [2, "far future"], [1, "epoch"])],
);

const counter = mix<CounterMove>(
  [16, fc.integer({ min: 0, max: 900 })],
  [2, fc.constant("absent")],
  [1, fc.integer({ min: -500, max: -1 })],
  [1, fc.constant("reset")],
);

function sometimes<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return mix<T | undefined>([4, arbitrary], [1, fc.constant(undefined)]);
}

/** Mostly one that stands around the price, at times crossed, locked, without a side or far below 0. */
const quote: fc.Arbitrary<Quote> = fc
  .record({
    bid: sometimes(choice([8, -1], [4, 0], [2, -7], [1, 3], [1, -100_000])),
    ask: sometimes(choice([8, 1], [4, 0], [2, 12], [1, -3])),
    bidSize: sometimes(choice([4, 100], [3, 7], [2, 0], [1, -1])),
    askSize: sometimes(choice([4, 100], [3, 300], [2, 0], [1, -1])),
  })
  .map(fields => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)));

const tick = fc.record<TickStep>({
  kind: fc.constant("tick"),
  ticker,
  afterMs,
  lag,
  cents: fc.integer({ min: -30, max: 30 }),
  counter,
  lastSize: choice<number | undefined>([3, undefined], [3, 100], [1, 0], [1, 7]),
  marketHours: choice([40, 1], [2, 0], [2, 2]),
  absent: choice<Absent>([20, "nothing"], [2, "exchange"], [2, "codes"], [1, "everything"]),
  snapshot: choice([40, false], [1, true]),
  quote: mix<Quote>([3, fc.constant({})], [2, quote]),
});

const repeat = fc.record<Extract<Step, { kind: "repeat" }>>({
  kind: fc.constant("repeat"),
  ticker,
  afterMs,
  back: fc.nat(3),
  change: choice<Change>([8, "nothing"], [3, "quote"], [1, "price"], [1, "size"], [1, "size absent"]),
});

const gap = fc.record<Extract<Step, { kind: "gap" }>>({
  kind: fc.constant("gap"),
  ticker,
  afterMs,
  from: choice<GapStart>([4, "last tick"], [1, "unknown"], [2, "minute before"], [2, "now"]),
});

/** One step of a log; `exchange` is where a listing may move to. */
export function stepArbitrary(exchange: fc.Arbitrary<string | undefined>): fc.Arbitrary<Step> {
  return mix<Step>(
    [80, tick],
    [5, fc.record({ kind: fc.constant("clock"), afterMs: silenceMs })],
    [8, repeat],
    [4, gap],
    [2, fc.record({ kind: fc.constant("hole"), offsets: fc.integer({ min: 1, max: 3 }) })],
    [1, fc.record({ kind: fc.constant("delay"), ticker, delayMs: choice([1, 0], [1, 900_000]) })],
    [1, fc.record({ kind: fc.constant("night"), resets: choice([3, true], [1, false]) })],
    [2, fc.record({ kind: fc.constant("move"), ticker, exchange })],
  );
}
