import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { exact, meanOf, rounded } from "../model/statistics/exact.ts";
import { windowArbitrary } from "./arbitrary.ts";
import { closedWindow } from "./closed-window.ts";

const MAX = Number.MAX_VALUE;

function summarize(prices: readonly number[]) {
  const ticks = prices.map((price, i) => ({ time: i, price, growth: null }));
  const context = { volume: null, priceBefore: undefined, signBefore: 0, gapMs: 0 } as const;
  return closedWindow({ kind: "session", start: 0, end: 1_000, ticks, ...context }).prices;
}

test("open, high, low and close are the window's own prices, and the mean is exact to 1e-9 of their magnitudes", () => {
  fc.assert(
    fc.property(windowArbitrary, ({ ticks }) => {
      // A zero has no sign here.
      const prices = ticks.map(({ price }) => price + 0);
      const { open, high, low, close, mean } = summarize(prices);
      assert.deepEqual(
        [open, high, low, close],
        [prices[0], Math.max(...prices), Math.min(...prices), prices.at(-1)],
      );
      const magnitude = meanOf(prices.map(price => exact(Math.abs(price))))!.toNumber();
      const expected = rounded(meanOf(prices.map(exact)))!;
      assert.ok(Math.abs(mean - expected) <= 1e-9 * magnitude, `the mean is ${mean}, not ${expected}`);
    }),
    { numRuns: 3_000 },
  );
});

test("the mean is the plain sum over the count, to the bit, where that is a number", () => {
  fc.assert(
    fc.property(windowArbitrary, ({ ticks }) => {
      const plain = ticks.reduce((sum, { price }) => sum + price, 0) / ticks.length;
      if (Number.isFinite(plain)) assert.equal(summarize(ticks.map(({ price }) => price)).mean, plain);
    }),
    { numRuns: 1_000 },
  );
});

test("the mean is a number where the sum of the prices is none", () => {
  for (const [prices, mean] of [
    [[MAX, MAX, MAX], MAX],
    [[-MAX, -MAX, -MAX, -MAX, -MAX, -MAX, -MAX], -MAX],
    [[MAX, MAX, -MAX, -MAX], 0],
    [[1e308, 1e308, 1e308], 1e308],
    [[MAX, MAX / 2, MAX / 4, MAX / 4], MAX / 2],
  ] as const) {
    const actual = summarize(prices).mean;
    assert.ok(Math.abs(actual - mean) <= 1e-15 * MAX, `the mean of ${prices} is ${actual}, not ${mean}`);
    assert.ok(Math.abs(actual) <= MAX);
  }
});
