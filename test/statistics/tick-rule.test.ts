import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { signAfter } from "./core.ts";

const prices = fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 12 });

/** The sign of the last change, found by looking at all of them in order. */
function signOf(changing: readonly number[]): number {
  return changing.reduce(
    (sign, price, i) => (i === 0 ? sign : Math.sign(price - changing[i - 1]!) || sign),
    0,
  );
}

test("the sign after some ticks is that of the last price change, wherever windows cut them", () => {
  fc.assert(
    fc.property(prices, fc.nat(12), (all, at) => {
      const cut = Math.min(at, all.length);
      const column = (prices: readonly number[]) => Float64Array.from([...prices, 8]);
      const first = signAfter(column(all), cut, Number.NaN, 0);
      assert.equal(first, signOf(all.slice(0, cut)));
      const carried = cut === 0 ? Number.NaN : all[cut - 1]!;
      assert.equal(signAfter(column(all.slice(cut)), all.length - cut, carried, first), signOf(all));
    }),
    { numRuns: 2_000 },
  );
});
