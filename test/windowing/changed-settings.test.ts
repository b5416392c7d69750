import assert from "node:assert/strict";
import { test } from "node:test";
import type { Features } from "@market/windowing";
import fc from "fast-check";
import { logArbitrary } from "../model/arbitrary.ts";
import { model } from "../model/model.ts";
import type { Options } from "../model/record.ts";
import { foldWithRestarts } from "./fold.ts";

const withKind = (options: Options) => ({
  ...options,
  definitions: options.definitions.map(each => ({ ...each, kind: "tumbling" as const })),
});

const place = ({ ticker, window, window_start }: Features) => `${ticker} ${window} ${window_start}`;
const inPlace = (features: readonly Features[]) =>
  [...features].sort((a, b) => (place(a) < place(b) ? -1 : 1));

const settings = fc.record({
  waitMs: fc.constantFrom(0, 1, 2_000, 10_000, 20_000, 60_000),
  maxFutureMs: fc.constantFrom(0, 5_000, 60_000, 3_600_000),
});

test("after a restart with another WAIT or MAX_FUTURE, what was closed stays closed and nothing is lost or doubled", () => {
  fc.assert(
    fc.property(logArbitrary(), settings, fc.nat(), fc.nat(), ({ records, options }, later, at, again) => {
      const from = at % (records.length + 1);
      const first = foldWithRestarts(records.slice(0, from), withKind(options), []);
      const resumed = { state: first.state, cut: from };
      const cuts = [from + (again % (records.length - from + 1))];
      const rest = foldWithRestarts(records, withKind({ ...options, ...later }), cuts, resumed);
      const expected = model(records, { ...options, later: { ...later, from } });
      assert.deepEqual(
        inPlace([...first.features, ...rest.features] as Features[]),
        inPlace(expected.features),
      );
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
      const first = foldWithRestarts(records.slice(0, from), withKind(options), []);
      const reversed = { ...options, definitions: options.definitions.toReversed() };
      const rest = foldWithRestarts(records, withKind(reversed), [], { state: first.state, cut: from });
      assert.deepEqual(
        inPlace([...first.features, ...rest.features]),
        inPlace(model(records, options).features),
      );
    }),
    { numRuns: 500 },
  );
});
