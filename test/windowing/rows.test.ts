import assert from "node:assert/strict";
import { test } from "node:test";
import { Windower } from "@market/windowing";
import fc from "fast-check";
import { sliding, tumbling } from "../model/define.ts";
import { model } from "../model/model.ts";
import type { LogRecord, Tick } from "../model/record.ts";
import { sameRecords } from "../model/same.ts";
import { fold, foldAll } from "./fold.ts";

const T = Date.UTC(2024, 3, 16, 14, 20);
const definitions = [tumbling("10s", 10_000), sliding("1m/20s", 60_000, 20_000)];
const options = { definitions, waitMs: 5_000, maxFutureMs: 60_000, statistics: new Set([]) };

/** Ticks of one ticker that now and then has something new, in an order that differs from that of their times. */
const ticks = fc.array(
  fc.record({
    afterMs: fc.constantFrom(0, 0, 250, 1_000, 9_000, 70_000),
    lagMs: fc.constantFrom(0, 0, 500, 3_000),
    exchange: fc.nat(40).map(i => `X${i}`),
    market_hours: fc.constantFrom(0, 1, undefined),
    last_size: fc.constantFrom(undefined, undefined, 5),
    bid: fc.constantFrom(undefined, undefined, undefined, 9),
    times: fc.integer({ min: 1, max: 2 }),
  }),
  { minLength: 20, maxLength: 200, size: "max" },
);

function logOf(steps: typeof ticks extends fc.Arbitrary<infer S> ? S : never): LogRecord[] {
  const records: LogRecord[] = [];
  let timestamp = T;
  for (const { afterMs, lagMs, times, ...rest } of steps) {
    timestamp += afterMs;
    const said = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
    const tick = {
      ticker: "A",
      time: timestamp - lagMs,
      received_time: timestamp,
      price: 1,
      ...said,
    } as Tick;
    for (let i = 0; i < times; i++) records.push({ kind: "tick", offset: records.length, timestamp, tick });
  }
  records.push({ kind: "clock", offset: records.length, timestamp: timestamp + 600_000 });
  return records;
}

test("whatever is new in a tick, the rows that are held already say what they said", () => {
  fc.assert(
    fc.property(ticks, steps => {
      const records = logOf(steps);
      const expected = model(records, options).features;
      assert.equal(sameRecords(foldAll(records, options).features, expected), undefined);
    }),
    { numRuns: 500 },
  );
});

test("the room that a burst took is given back when the ticker is calm again", () => {
  const windower = new Windower({ ...options, definitions: [tumbling("10s", 10_000)] });
  let offset = 0;
  const tickAt = (time: number) =>
    fold(windower, {
      kind: "tick",
      offset: offset++,
      timestamp: time,
      tick: { ticker: "A", time, received_time: time, price: 1 },
    });
  for (let i = 0; i < 10_000; i++) tickAt(T + i);
  const burst = windower.held().bytes;
  for (let i = 0; i < 20_000; i++) tickAt(T + 10_000 + i * 1_000);
  assert.ok(windower.held().bytes * 100 < burst, `${windower.held().bytes} of ${burst}`);
});
