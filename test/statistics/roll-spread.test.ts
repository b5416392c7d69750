import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { closedWindow } from "./closed-window.ts";
import { computeStatistics } from "./core.ts";

function rollSpread(prices: readonly number[]): number | null {
  const ticks = prices.map((price, i) => ({ time: i, price, growth: null }));
  const context = { volume: null, priceBefore: undefined, signBefore: 0, gapMs: 0 } as const;
  const window = closedWindow({ kind: "tumbling", start: 0, end: 1_000, ticks, ...context });
  return computeStatistics(window, undefined).roll_spread;
}

/** The sign of the covariance of neighbouring changes: in whole numbers, and so exact, where the prices are whole. */
function covarianceSign(prices: readonly number[]): number {
  const changes = prices.slice(1).map((price, i) => price - prices[i]!);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const products = sum(changes.slice(1).map((change, i) => change * changes[i]!));
  return Math.sign((changes.length - 1) * products - sum(changes.slice(0, -1)) * sum(changes.slice(1)));
}

test("of whole prices, and of cents, there is a Roll spread exactly where the covariance of changes is below 0", () => {
  const walk = fc
    .array(fc.integer({ min: -2, max: 3 }), { minLength: 3, maxLength: 30, size: "max" })
    .map(changes => {
      let price = 100;
      return [price, ...changes.map(change => (price += change))];
    });
  const short = walk.map(prices => prices.slice(0, 6));
  fc.assert(
    fc.property(fc.oneof(walk, short), prices => {
      const isBelow = covarianceSign(prices) < 0;
      assert.equal(rollSpread(prices) !== null, isBelow);
      // 184.28 is no double: what its rounding makes of a covariance of 0 is no spread.
      const cents = prices.map(price => (18_400 + price) / 100);
      assert.equal(rollSpread(cents) !== null, isBelow, `of ${cents}`);
    }),
    { numRuns: 5_000 },
  );
});

test("rounding makes no Roll spread where the covariance is 0", () => {
  // Each of them had a spread of 1e-8 before a covariance within its rounding error counted as 0.
  for (const prices of [
    [100, 102, 104, 104, 105],
    [100, 102, 103, 105, 107, 110],
    [100, 101, 101, 100, 99, 100, 100, 100],
    [100, 101, 101, 103, 105, 107, 109, 109],
  ]) {
    assert.equal(covarianceSign(prices), 0);
    assert.equal(rollSpread(prices), null, `of ${prices}`);
  }
});
