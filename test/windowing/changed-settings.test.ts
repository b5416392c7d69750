import assert from "node:assert/strict";
import { test } from "node:test";
import type { Features } from "@market/windowing";
import fc from "fast-check";
import { logArbitrary } from "../model/arbitrary.ts";
import { model } from "../model/model.ts";
import { sameRecords } from "../model/same.ts";
import { foldWithRestarts } from "./fold.ts";

type Placed = Pick<Features, "ticker" | "window" | "window_start">;
const place = ({ ticker, window, window_start }: Placed) => `${ticker} ${window} ${window_start}`;
const inPlace = <T extends Placed>(features: readonly T[]): T[] =>
  [...features].sort((a, b) => (place(a) < place(b) ? -1 : 1));

const settings = fc.record({
  waitMs: fc.constantFrom(0, 1, 2_000, 10_000, 20_000, 60_000),
  maxFutureMs: fc.constantFrom(0, 5_000, 60_000, 3_600_000),
});

test("after a restart with another WAIT or MAX_FUTURE, what was closed stays closed and nothing is lost or doubled", () => {
  fc.assert(
    fc.property(logArbitrary(), settings, fc.nat(), fc.nat(), ({ records, options }, later, at, again) => {
      const from = at % (records.length + 1);
      const first = foldWithRestarts(records.slice(0, from), options, []);
      const resumed = { state: first.state, cut: from };
      const cuts = [from + (again % (records.length - from + 1))];
      const rest = foldWithRestarts(records, { ...options, ...later }, cuts, resumed);
      const expected = model(records, { ...options, later: { ...later, from } });
      const published = inPlace([...first.features, ...rest.features]);
      assert.equal(sameRecords(published, inPlace(expected.features)), undefined);
      assert.deepEqual(
        [...first.late, ...rest.late].map(({ offset }) => offset),
        expected.late.map(({ offset }) => offset),
      );
    }),
    { numRuns: 2_000 },
  );
});

test("after a restart with the windows in another order, the same records are published", () => {
  fc.assert(
    fc.property(logArbitrary(), fc.nat(), ({ records, options }, at) => {
      const from = at % (records.length + 1);
      const first = foldWithRestarts(records.slice(0, from), options, []);
      const reversed = { ...options, definitions: options.definitions.toReversed() };
      const rest = foldWithRestarts(records, reversed, [], { state: first.state, cut: from });
      const published = inPlace([...first.features, ...rest.features]);
      assert.equal(sameRecords(published, inPlace(model(records, options).features)), undefined);
    }),
    { numRuns: 500 },
  );
});
