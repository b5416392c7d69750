import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { shortestDecimal } from "@market/wire";
import * as fc from "fast-check";

const FLOAT_MIN = 2 ** -149;
const FLOAT_MAX = (2 - 2 ** -23) * 2 ** 127;

/** Every single-precision number above 0 is as likely as any other, subnormal ones and the largest too. */
const float32 = fc
  .integer({ min: 1, max: 0x7f7f_ffff })
  .map(bits => new Float32Array(Uint32Array.of(bits).buffer)[0]!);

function bitsAsFloat(bits: number): number {
  return new Float32Array(Uint32Array.of(bits).buffer)[0]!;
}

function assertShortest(x: number): void {
  const decimal = shortestDecimal(x);
  assert.equal(Math.fround(decimal), x);
  // Of fewer significant digits than it has, none survives (below 6 they are zeros at its end).
  const digits = significantDigits(decimal);
  assert.ok(digits <= 9, `${decimal} has ${digits} digits`);
  for (let fewer = 6; fewer < digits; fewer++) assert.notEqual(Math.fround(Number(x.toPrecision(fewer))), x);
}

function significantDigits(x: number): number {
  return x.toExponential().replace(/e.*|\./g, "").length;
}

describe("the shortest decimal of a float32", () => {
  test("survives single precision, and no shorter one does", () => {
    fc.assert(fc.property(float32, assertShortest), { numRuns: 20_000 });
    fc.assert(
      fc.property(fc.float({ min: FLOAT_MIN, noNaN: true, noDefaultInfinity: true }), assertShortest),
      {
        numRuns: 5_000,
      },
    );
  });

  test("is the one that the text of the number has, also where prices change their number of digits", () => {
    const ofText = (x: number) => {
      const digits = [6, 7, 8].find(each => Math.fround(Number(x.toPrecision(each))) === x) ?? 9;
      return Number(x.toPrecision(digits));
    };
    const assertSame = (x: number) => assert.equal(shortestDecimal(x), ofText(x));
    const usual = fc.oneof(
      fc.float({ min: Math.fround(1e-5), max: 1e7, noNaN: true }),
      fc.integer({ min: 0x3700_0000, max: 0x4b00_0000 }).map(bits => bitsAsFloat(bits)),
    );
    fc.assert(fc.property(usual, assertSame), { numRuns: 20_000 });
    for (let power = 1e-5; power < 1e8; power *= 10) {
      const bits = new Uint32Array(Float32Array.of(power).buffer)[0]!;
      for (let next = bits - 500; next < bits + 500; next++) assertSame(bitsAsFloat(next));
    }
  });

  test("is the price again that was quoted, up to the seven digits a float32 can tell apart", () => {
    const cents = fc.integer({ min: 1, max: 9_999_999 }).map(each => each / 100);
    fc.assert(
      fc.property(cents, price => assert.equal(shortestDecimal(Math.fround(price)), price)),
      {
        numRuns: 5_000,
      },
    );
  });

  test("is what was quoted in the tutorial's minute and in real frames", () => {
    assert.equal(shortestDecimal(184.61000061035156), 184.61);
    assert.equal(shortestDecimal(184.6199951171875), 184.62);
    assert.equal(shortestDecimal(184.389892578125), 184.3899);
    assert.equal(shortestDecimal(416.8399963378906), 416.84);
    assert.equal(shortestDecimal(1.1532700061798096), 1.15327);
    assert.equal(shortestDecimal(407.4804992675781), 407.4805);
    assert.equal(shortestDecimal(112737.765625), 112737.766);
    assert.equal(shortestDecimal(60000), 60000);
  });

  test("is there for the edges of the format too", () => {
    for (const x of [
      FLOAT_MIN,
      2 ** -126 - FLOAT_MIN,
      2 ** -126,
      1 - 2 ** -24,
      1,
      2 ** 24 - 1,
      2 ** 127,
      FLOAT_MAX,
    ])
      assertShortest(x);
    for (let exponent = -149; exponent <= 127; exponent++) assertShortest(2 ** exponent);
    assert.equal(shortestDecimal(FLOAT_MAX), 3.4028235e38);
  });
});
