import assert from "node:assert/strict";
import { test } from "node:test";
import { Windower } from "@market/windowing";
import fc from "fast-check";
import { logArbitrary } from "../model/arbitrary.ts";
import { tumbling } from "../model/define.ts";
import { fold } from "./fold.ts";

const DAY_MS = 86_400_000;

test("once every window is closed no tick is held: the low-water offset is the position", () => {
  fc.assert(
    fc.property(logArbitrary(), ({ records, options }) => {
      const windower = new Windower(options);
      for (const record of records) fold(windower, record);
      const last = records.at(-1);
      // Far enough for the slowest ticker: the poisoned ones claim to be from 1970.
      const timestamp = (last?.timestamp ?? 0) + 60 * 365 * DAY_MS;
      if (last) fold(windower, { kind: "clock", offset: last.offset + 1, timestamp });
      assert.equal(windower.lowWater, windower.position);
    }),
    { numRuns: 500 },
  );
});

test("the low-water offset is the first tick of the oldest open window", () => {
  const definition = tumbling("1m", 60_000);
  const windower = new Windower({ definitions: [definition], waitMs: 0, maxFutureMs: 0 });
  const tickAt = (offset: number, time: number) =>
    fold(windower, {
      offset,
      timestamp: time,
      kind: "tick",
      tick: { ticker: "X", time, received_time: time, price: 1 },
    });
  tickAt(3, 600_000);
  tickAt(5, 630_000);
  assert.equal(windower.lowWater, 3);
  tickAt(8, 661_000);
  assert.equal(windower.lowWater, 8);
  assert.equal(windower.position, 9);
});
