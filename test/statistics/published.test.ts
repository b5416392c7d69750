import assert from "node:assert/strict";
import { test } from "node:test";
import type { NaiveTick, NaiveWindow } from "../model/statistics/window.ts";
import { closedWindow } from "./closed-window.ts";
import { computeStatistics, type StatisticName, type StatisticValues } from "./core.ts";

// Results that others have published for data they have published with it, to the digits they give.

type Ticks = readonly (Partial<NaiveTick> & { readonly price: number })[];

/** The statistics of ticks one second apart, where they do not say when they came. */
function statisticsOf(ticks: Ticks): StatisticValues {
  const window: NaiveWindow = {
    kind: "tumbling",
    start: 0,
    end: 1_000_000,
    ticks: ticks.map((tick, i) => ({ time: 1_000 * i, growth: null, ...tick })),
    volume: null,
    priceBefore: undefined,
    signBefore: 0,
    gapMs: 0,
  };
  return computeStatistics(closedWindow(window), undefined);
}

function ofPrices(...prices: number[]): StatisticValues {
  return statisticsOf(prices.map(price => ({ price })));
}

function ofTimed(ticks: readonly (readonly [seconds: number, price: number])[]): StatisticValues {
  return statisticsOf(ticks.map(([seconds, price]) => ({ time: 1_000 * seconds, price })));
}

function assertGives(values: StatisticValues, name: StatisticName, published: number, digits: number): void {
  const error = Math.abs(values[name]! - published);
  assert.ok(error <= 0.501 * 10 ** -digits, `${name} is ${values[name]}, not ${published}`);
}

test("std, skewness, kurtosis and quartile are those of the examples of Excel's functions", () => {
  // Microsoft's reference of STDEV.S, SKEW, KURT and QUARTILE.INC.
  const strength = ofPrices(1345, 1301, 1368, 1322, 1310, 1370, 1318, 1350, 1303, 1299);
  assertGives(strength, "std", 27.46391572, 8);
  const values = ofPrices(3, 4, 5, 2, 3, 4, 5, 6, 4, 7);
  assertGives(values, "skewness", 0.359543, 6);
  assertGives(values, "kurtosis", -0.1518, 4);
  assertGives(ofPrices(1, 2, 4, 7, 8, 9, 10, 12), "quantile_25", 3.5, 15);
  // The reference of KURT in MESCIUS Document Solutions and in SpreadJS.
  assertGives(ofPrices(35, 31, 47, 51, 37, 31, 58, 39), "kurtosis", -0.7496238078, 10);
});

test("the slope is that of the example of Excel's SLOPE, whose points come here in the order of their times", () => {
  const points = [
    [4, 7],
    [4, 5],
    [5, 8],
    [5, 3],
    [6, 2],
    [7, 1],
    [11, 9],
  ] as const;
  assertGives(ofTimed(points), "slope", 0.305556, 6);
});

test("the twap is that of the examples of DolphinDB's rowTwavg and of Osmosis", () => {
  // DolphinDB, Functions, rowTwavg: three stocks and three devices; it prints the first digits and does not round.
  const seconds = (clock: readonly number[], prices: readonly number[]) =>
    ofTimed(clock.map((second, i) => [second, prices[i]!] as const));
  assertGives(seconds([0, 5, 12, 60], [25.1, 25.15, 25.08, 25.2]), "twap", 25.0898, 4);
  assertGives(seconds([0, 8, 20, 60], [80.5, 80.6, 80.55, 80.7]), "twap", 80.5533, 4);
  assertGives(seconds([0, 3, 10, 60], [12.3, 12.28, 12.35, 12.32]), "twap", 12.3393, 4);
  assertGives(seconds([0, 10, 300, 600], [36.5, 36.8, 37.2, 36.9]), "twap", 36.995, 4);
  assertGives(seconds([0, 180, 600], [40.1, 40.5, 40.3]), "twap", 40.38, 4);
  assertGives(seconds([0, 120, 240, 360, 600], [22, 22.5, 23, 22.8, 22.6]), "twap", 22.62, 4);
  // Osmosis, x/twap: (0s, $1), (4s, $6), (5s, $1) has an arithmetic mean twap of $2.
  assertGives(
    ofTimed([
      [0, 1],
      [4, 6],
      [5, 1],
    ]),
    "twap",
    2,
    15,
  );
});

test("the Parkinson variances average to the volatilities that Oryon and OpenGamma print", () => {
  const variance = (high: number, low: number) => ofPrices(low, high).parkinson_variance!;
  // Oryon, Features, Parkinson Volatility: windows of three bars.
  const bars = [
    [102, 99],
    [104, 101],
    [103, 100],
    [106, 103],
    [108, 105],
  ] as const;
  const rolling = [0, 1, 2].map(i => {
    const variances = bars.slice(i, i + 3).map(([high, low]) => variance(high, low));
    return Math.sqrt(mean(variances)).toFixed(4);
  });
  assert.deepEqual(rolling, ["0.0178", "0.0175", "0.0173"]);
  // OpenGamma, HistoricalVolatilityHighLowCalculatorTest: the mean volatility of 21 days is 0.0126, to 1e-4.
  const highs = [
    ...[132.5, 134, 136, 137, 136, 137, 136.5, 136, 143.5, 145, 147, 147.5, 147, 150, 149, 149.5, 147.5],
    ...[149, 147.5, 145, 150],
  ];
  const lows = [
    ...[131, 131, 134, 133, 133, 133, 135, 135, 137, 142, 142, 145, 143, 148, 146.5, 147, 146],
    ...[146.5, 144.5, 144, 143.5],
  ];
  const volatility = mean(highs.map((high, i) => Math.sqrt(variance(high, lows[i]!))));
  assert.ok(Math.abs(volatility - 0.0126) < 1e-4, `${volatility}`);
});

test("the Rogers-Satchell variance is that of Oryon's example", () => {
  // Oryon, Features, Rogers-Satchell Volatility: its first window, three equal bars. (The second, in which one bar differs,
  // it prints as 0.0231 as well, where its own formula gives 0.0230.)
  assert.equal(Math.sqrt(ofPrices(105, 108, 104, 107).rogers_satchell_variance!).toFixed(4), "0.0231");
});

test("the variances of ranges and returns are those that wickra computes", () => {
  // What wickra 2.0.0 of PyPI gave on 2026-11-22: volatilities of one bar, in percent, not annualized.
  for (const [prices, garmanKlass, rogersSatchell, parkinson] of [
    [[10, 11, 9, 10.2], 14.136081838404774, 14.27721670674089, 12.051503455317567],
    [[105, 108, 104, 107], 2.397160352563401, 2.3112593715034135, 2.2665376827574],
    [[100, 105, 98, 102], 4.720725710718107, 4.714363954186644, 4.143444199475055],
    // The tutorial's minute of AMZN.
    [
      [184.61000061035156, 184.6199951171875, 184.3800048828125, 184.389892578125],
      ...[0.054424025363142864, 0.03665606410303153, 0.07811861491639278],
    ],
  ] as [number[], number, number, number][]) {
    const values = ofPrices(...prices);
    assertSame(100 * Math.sqrt(values.garman_klass_variance!), garmanKlass);
    assertSame(100 * Math.sqrt(values.rogers_satchell_variance!), rogersSatchell);
    assertSame(100 * Math.sqrt(values.parkinson_variance!), parkinson);
  }
  const values = ofPrices(184.59, 184.61, 184.6, 184.62, 184.58, 184.58, 184.63);
  assertSame(Math.sqrt(values.realized_variance!), 0.0003830410407614717);
  assertSame(values.bipower_variation!, 5.531134326718377e-8);
});

test("the microprice is that of the example in wickra's documentation", () => {
  const quote = { bid: 100, bidSize: 1, ask: 101, askSize: 3 };
  assertGives(statisticsOf([{ price: 100, ...quote }]), "microprice", 100.25, 15);
});

/** To 11 digits: the others subtract logarithms. */
function assertSame(actual: number, published: number): void {
  assert.ok(Math.abs(actual / published - 1) < 1e-11, `${actual}, not ${published}`);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
