import * as fc from "fast-check";
import type { NaiveTick, NaiveWindow } from "../model/statistics/window.ts";
import { mix } from "../model/step.ts";
import { dice } from "./dice.ts";

const TICKS_MAX = 40;
const START = Date.parse("2024-04-16T14:20:00Z");

/** From 1e-300 to 1e300, every order of magnitude as likely as another. */
const magnitude = fc
  .tuple(fc.integer({ min: -300, max: 299 }), fc.integer({ min: 1_000, max: 9_999 }))
  .map(([exponent, mantissa]) => Number(`${mantissa}e${exponent - 3}`));

/** As prices are quoted; few of them, so that windows have ties and equal neighbours. */
const cents = fc.integer({ min: 9_990, max: 10_010 }).map(price => price / 100);

/** The prices of one window are all of one making. */
const prices: fc.Arbitrary<number[]> = mix<fc.Arbitrary<number>>(
  [4, fc.constant(cents)],
  [2, fc.constant(fc.integer({ min: 1, max: 50_000 }).map(price => price / 100))],
  [2, fc.constant(fc.float({ min: 100, max: 200, noNaN: true }))],
  [1, magnitude.map(price => fc.constant(price))],
  // Neighbours in the last digits, and in none but those.
  [2, magnitude.map(base => fc.integer({ min: 0, max: 20 }).map(step => base * (1 + step * Number.EPSILON)))],
  [1, magnitude.map(base => cents.map(price => base * (price / 100)))],
  [2, fc.constant(magnitude)],
  [1, fc.constant(mix([1, cents], [1, fc.constantFrom(0, -0, -0.01, -37.63)]))],
  [1, fc.constant(mix([1, magnitude], [1, magnitude.map(price => -price)]))],
).chain(price => mix([1, fc.array(price, { minLength: 1, maxLength: 5 })], [4, list(price)]));

/** Prices by a rule: trends, whose changes are all the same but for rounding, and bounces between two prices. */
const ruled: fc.Arbitrary<number[]> = fc
  .record({
    n: fc.integer({ min: 1, max: TICKS_MAX }),
    base: mix([3, cents], [1, magnitude]),
    step: fc.constantFrom(0.1, 0.5, -0.01, 1 / 3, 1e-12, 1e-15),
    bounce: fc.boolean(),
  })
  .map(({ n, base, step, bounce }) =>
    Array.from({ length: n }, (_, i) => base * (1 + step * (bounce ? i % 2 : i))),
  );

/** In ms from one tick to the next. */
const span = mix([3, fc.constant(0)], [3, fc.constantFrom(1_000, 2_000, 7_000)], [1, fc.nat(20_000)]);

const growth = mix([3, fc.constant(0)], [6, fc.integer({ min: 1, max: 5_000 })], [1, fc.nat(10 ** 12)]);

/** Around the tick's own price: missing, one-sided, zero as many feeds send for none, equal and crossed. */
const quote = mix<(price: number) => Partial<NaiveTick>>(
  [4, fc.constant(() => ({}))],
  [1, fc.constantFrom(0, -1).map(bid => (ask: number) => ({ bid, ask }))],
  [1, fc.constantFrom(0, -1).map(ask => (bid: number) => ({ bid, ask }))],
  [1, fc.constant((bid: number) => ({ bid }))],
  [1, fc.constant((ask: number) => ({ ask }))],
  [
    6,
    fc
      .record({ width: fc.integer({ min: -3, max: 30 }), sizes: fc.array(size(), { maxLength: 2 }) })
      .map(({ width, sizes: [bidSize, askSize] }) => (price: number) => ({
        bid: price,
        ask: price * (1 + width * 1e-4),
        bidSize,
        askSize,
      })),
  ],
);

const place = fc.record({
  kind: fc.constantFrom("tumbling", "sliding", "session"),
  spans: list(span, TICKS_MAX),
  before: fc.nat(5_000),
  behind: fc.integer({ min: 1, max: 5_000 }),
  gap: mix([3, fc.constant(0)], [2, fc.double({ min: 0, max: 1, noNaN: true })]),
});

const carried = fc.record({
  price: mix<number | undefined>([1, fc.constant(undefined)], [3, cents], [1, magnitude]),
  sign: fc.constantFrom<(-1 | 0 | 1)[]>(-1, 0, 1),
});

/** Windows of 1 to 40 ticks, as the market makes them and as it never should. */
export const windowArbitrary: fc.Arbitrary<NaiveWindow> = fc
  .record({
    prices: mix([6, prices], [1, ruled]),
    place,
    carried,
    growths: fc.option(list(growth, TICKS_MAX), { freq: 4 }),
    quotes: fc.option(list(quote, TICKS_MAX), { freq: 2 }),
  })
  .map(({ prices, place, carried, growths, quotes }) => {
    let time = START + (place.kind === "session" ? 0 : place.before);
    const ticks = prices.map((price, i): NaiveTick => {
      if (i > 0) time += place.spans[i]!;
      return { time, price, growth: growths?.[i] ?? null, ...quotes?.[i]?.(price) };
    });
    const end = time + place.behind;
    return {
      kind: place.kind,
      start: START,
      end,
      ticks,
      volume: growths && ticks.reduce((volume, tick) => volume + tick.growth!, 0),
      priceBefore: carried.price,
      signBefore: carried.price === undefined ? 0 : carried.sign,
      gapMs: Math.floor(place.gap * (end - START)),
    };
  });

/** Windows of thousands of ticks, in which rounding errors have room to add up: walks of small steps. */
export const longWindowArbitrary: fc.Arbitrary<NaiveWindow> = fc
  .record({
    seed: fc.integer(),
    base: fc.constantFrom(0.01, 184.61, 1e9),
    step: fc.constantFrom(1e-14, 1e-6, 0.01),
  })
  .map(({ seed, base, step }) => {
    const next = dice(seed);
    let price = base;
    const ticks = Array.from({ length: 4_000 }, (_, i): NaiveTick => {
      price *= 1 + step * (next() - 0.5);
      return {
        time: START + 13 * i,
        price,
        growth: Math.floor(1_000 * next()),
        bid: price,
        ask: 1.001 * price,
      };
    });
    return {
      kind: "tumbling",
      start: START,
      end: START + 60_000,
      ticks,
      volume: ticks.reduce((volume, { growth }) => volume + growth!, 0),
      priceBefore: base,
      signBefore: 1,
      gapMs: 0,
    };
  });

function list<T>(item: fc.Arbitrary<T>, minLength = 1): fc.Arbitrary<T[]> {
  return fc.array(item, { minLength, maxLength: TICKS_MAX, size: "max" });
}

function size() {
  return mix<number | undefined>(
    [6, fc.nat(900)],
    [1, fc.constant(0)],
    [1, fc.constant(-1)],
    [1, fc.constant(undefined)],
  );
}
