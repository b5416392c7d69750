import assert from "node:assert/strict";
import { test } from "node:test";
import type { Definition, Features } from "@market/windowing";
import { Windower } from "@market/windowing";
import fc from "fast-check";
import { session, sliding, tumbling } from "../model/define.ts";
import type { Tick } from "../model/record.ts";
import { fold } from "./fold.ts";

const WAIT_MS = 10_000;
const DAY_MS = 86_400_000;
/** Midnight in New York. */
const MIDNIGHT = Date.UTC(2024, 3, 16, 4);

/** What one tick says: when it is from, on which day, how late it comes, and what its counter does. */
const step = fc.record({
  afterMs: fc.oneof(
    { weight: 12, arbitrary: fc.nat(5_000) },
    { weight: 2, arbitrary: fc.integer({ min: 20_000, max: 300_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: 3_600_000, max: 30 * 3_600_000 }) },
  ),
  lagMs: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.nat(25_000) }),
  traded: fc.nat(900),
  counter: fc.constantFrom("grows", "grows", "grows", "grows", "absent", "corrected", "repeated"),
  isGap: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const definitions = fc.constantFrom<Definition>(
  tumbling("1m", 60_000),
  tumbling("10s", 10_000),
  tumbling("1h", 3_600_000),
  session("session:5s", 5_000),
  session("session:1m", 60_000),
);

interface Counted {
  readonly features: readonly Features[];
  /** The ticks that are in some window, by the day they are from in New York, with the counter they have. */
  readonly ticks: readonly { readonly time: number; readonly day: number; readonly counter: number }[];
}

function count(steps: readonly Step[], definition: Definition, quoteType: number | null): Counted {
  const windower = new Windower({ definitions: [definition], waitMs: WAIT_MS, maxFutureMs: 60_000 });
  const ticks: Counted["ticks"][number][] = [];
  let offset = 0;
  let clock = MIDNIGHT + 34_200_000;
  let counter = 5_000;
  let day = dayOf(clock);
  for (const { afterMs, lagMs, traded, counter: move, isGap } of steps) {
    clock += afterMs;
    const time = clock - lagMs;
    if (dayOf(clock) !== day) counter = 0;
    day = dayOf(clock);
    if (move === "grows") counter += traded;
    // A tick from before midnight that comes after it has the counter of neither day.
    const day_volume = dayOf(time) === day ? said(move, counter, traded) : null;
    if (isGap && afterMs > 60_000)
      fold(windower, { offset: offset++, timestamp: clock, kind: "gap", ticker: "AMZN", from: time });
    const tick = {
      ...TICK,
      time,
      received_time: clock,
      price: 100 + traded / 100,
      day_volume,
      quote_type: quoteType,
    };
    const verdict = fold(windower, { offset: offset++, timestamp: clock, kind: "tick", tick: present(tick) });
    if (verdict === "folded" && day_volume !== null) ticks.push({ time, day, counter: day_volume });
  }
  fold(windower, { offset, timestamp: clock + DAY_MS, kind: "clock" });
  return { features: windower.take().features, ticks };
}

function said(move: string, counter: number, traded: number): number | null {
  if (move === "absent") return null;
  return move === "corrected" ? Math.max(0, counter - traded) : counter;
}

const TICK = { ticker: "AMZN", exchange: "NMS" };

const dayOf = (time: number) => Math.floor((time - MIDNIGHT) / DAY_MS);

function present(tick: object): Tick {
  const entries = Object.entries(tick).filter(([, value]) => value !== null);
  return Object.fromEntries(entries) as unknown as Tick;
}

const largest = (counters: readonly { counter: number }[]) =>
  counters.reduce((max, { counter }) => Math.max(max, counter), 0);

test("the volumes of a trading session's windows add up to the growth of its counter", () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 2, maxLength: 80 }), definitions, (steps, definition) => {
      const { features, ticks } = count(steps, definition, 8);
      const [first] = features;
      if (first === undefined) return;
      const days = new Set(features.map(({ window_start }) => dayOf(window_start)));
      for (const day of days) {
        const sum = features
          .filter(({ window_start }) => dayOf(window_start) === day)
          .reduce((total, { volume }) => total + (volume ?? 0), 0);
        const ofDay: Counted["ticks"][number][] = ticks.filter(tick => tick.day === day);
        const known: typeof ofDay =
          dayOf(first.window_start) === day ? ofDay.filter(({ time }) => time <= first.last_time) : [];
        assert.equal(sum, largest(ofDay) - largest(known));
      }
    }),
    { numRuns: 3_000 },
  );
});

test("a sliding window's volume is what the tumbling windows of its steps add up to", () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 2, maxLength: 60 }), steps => {
      const inTime = steps.map(each => ({ ...each, lagMs: 0 }));
      const minutes = count(inTime, tumbling("1m", 60_000), 8).features;
      for (const { window_start, window_end, volume } of count(inTime, sliding("5m/1m", 300_000, 60_000), 8)
        .features) {
        const parts = minutes.filter(
          each => each.window_start >= window_start && each.window_end <= window_end,
        );
        const isKnown = parts.every(each => each.volume !== null || each.ticks === 0);
        if (volume !== null && isKnown)
          assert.equal(
            volume,
            parts.reduce((sum, each) => sum + each.volume!, 0),
          );
      }
    }),
    { numRuns: 1_000 },
  );
});

test("crypto's rolling counter gives no volume at all", () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 2, maxLength: 40 }), definitions, (steps, definition) => {
      for (const each of count(steps, definition, 41).features) {
        assert.equal(each.volume, null);
        assert.equal(each.vwap, null);
        assert.equal(each.buy_volume, null);
      }
    }),
    { numRuns: 300 },
  );
});
