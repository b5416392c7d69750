import assert from "node:assert/strict";
import { test } from "node:test";
import { rounded, ZERO } from "./statistics/exact.ts";
import { type NaiveWindow, naiveStatistics, statisticNames } from "./statistics.ts";

const ticks = [
  { time: 1000, price: 10, growth: 5, bid: 9.5, bidSize: 30, ask: 10.5, askSize: 10 },
  { time: 2000, price: 10.5, growth: 0, bid: 10.25, ask: 10.75 },
  { time: 4000, price: 10.25, growth: 20, bid: 0, bidSize: 1, ask: 11, askSize: 1 },
  { time: 4000, price: 10.25, growth: 3, bid: 11, bidSize: 1, ask: 10, askSize: 1 },
  { time: 9000, price: 11, growth: 7 },
];

const window: NaiveWindow = {
  kind: "tumbling",
  start: 0,
  end: 10_000,
  ticks,
  volume: 35,
  priceBefore: 10.2,
  signBefore: -1,
  gapMs: 2500,
};

const pricesOnly = (...prices: number[]): NaiveWindow => ({
  ...window,
  ticks: prices.map((price, i) => ({ time: i * 1000, price, growth: null })),
  volume: null,
});

function assertClose(actual: Record<string, number | null>, expected: Record<string, number | null>) {
  for (const [name, should] of Object.entries(expected)) {
    const is = actual[name]!;
    const isClose = should === null ? is === null : Math.abs(is - should) <= 1e-14 * Math.abs(should);
    assert.ok(isClose, `${name} is ${is}, not ${should}`);
  }
}

// Computed with Python's fractions and decimal, 2026-11.
test("five ticks have the statistics that were worked out for them elsewhere", () => {
  const actual = naiveStatistics(window);
  assert.deepEqual(Object.keys(actual), [...statisticNames]);
  assertClose(actual, {
    high_time: 9000,
    low_time: 1000,
    median: 10.25,
    quantile_05: 10.05,
    quantile_25: 10.25,
    quantile_75: 10.5,
    quantile_95: 10.9,
    std: 0.3791437722025775,
    skewness: 1.118079933149378,
    kurtosis: 1.4555765595463137,
    slope: 0.10526315789473684,
    twap: 10.28125,
    dollar_volume: 362.75,
    vwap: 10.364285714285714,
    log_return: 0.09531017980432487,
    realized_variance: 0.007948012911002828,
    upside_semivariance: 0.007367320918897347,
    downside_semivariance: 0.0005806919921054813,
    bipower_variation: 0.0018468221513937835,
    jump_variation: 0.006101190759609044,
    parkinson_variance: 0.0032763713930836374,
    garman_klass_variance: 0.0010329054773198228,
    rogers_satchell_variance: 0,
    // Down from the carried 10.2 to 10, up, down, level (still down) and up.
    up_ticks: 2,
    down_ticks: 2,
    buy_volume: 0 + 7,
    sell_volume: 5 + 20 + 3,
    signed_volume: -21,
    volume_imbalance: -21 / 35,
    spread: (1 + 0.5) / 2,
    spread_bps: (10_000 / 10 + 5000 / 10.5) / 2,
    // The bid by the size of the ask; the second quote has no sizes.
    microprice: (9.5 * 10 + 10.5 * 30) / 40,
    amihud: 0.00026274343157636076,
    roll_spread: 0.5773502691896257,
    longest_silence_ms: 5000,
    coverage: 0.75,
  });
});

test("one tick has what one price can say, and null for the rest", () => {
  const actual = naiveStatistics({ ...pricesOnly(10), priceBefore: undefined, signBefore: 0 });
  const known = Object.entries(actual).filter(([, value]) => value !== null);
  const quantiles = { median: 10, quantile_05: 10, quantile_25: 10, quantile_75: 10, quantile_95: 10 };
  const times = { high_time: 0, low_time: 0, longest_silence_ms: 10_000, coverage: 0.75 };
  assert.deepEqual(Object.fromEntries(known), {
    ...quantiles,
    ...times,
    twap: 10,
    up_ticks: 0,
    down_ticks: 0,
  });
});

test("prices that are all the same have no spread, and no shape", () => {
  assertClose(naiveStatistics(pricesOnly(0.99, 0.99, 0.99, 0.99, 0.99)), {
    std: 0,
    skewness: null,
    kurtosis: null,
    slope: 0,
    realized_variance: 0,
    bipower_variation: 0,
    roll_spread: null,
    twap: 0.99,
  });
});

test("prices that are not above 0 have no returns", () => {
  const actual = naiveStatistics(pricesOnly(10, -1, 12));
  assertClose(actual, {
    log_return: Math.log(1.2),
    realized_variance: null,
    jump_variation: null,
    parkinson_variance: null,
    garman_klass_variance: null,
    rogers_satchell_variance: null,
    twap: 4.5,
  });
  assertClose(naiveStatistics(pricesOnly(0, 12)), { log_return: null });
});

test("without a volume all that is made of it is null, and of no shares no share is bought", () => {
  const names = ["dollar_volume", "vwap", "buy_volume", "sell_volume", "signed_volume", "volume_imbalance"];
  const nulls = Object.fromEntries([...names, "amihud"].map(name => [name, null]));
  assertClose(naiveStatistics({ ...window, volume: null }), nulls);
  const idle = { ...window, volume: 0, ticks: ticks.map(each => ({ ...each, growth: 0 })) };
  const none = { dollar_volume: 0, buy_volume: 0, sell_volume: 0, signed_volume: 0 };
  assertClose(naiveStatistics(idle), { ...none, vwap: null, volume_imbalance: null, amihud: null });
  // Before any change of price a trade is neither bought nor sold.
  const first = { ...window, ticks: ticks.slice(0, 1), priceBefore: undefined, signBefore: 0 as const };
  assertClose(naiveStatistics(first), { buy_volume: 0, sell_volume: 0, volume_imbalance: null, vwap: 10 });
});

test("times that are all the same have no slope, and their average is the mean", () => {
  const tied = { ...window, ticks: ticks.slice(2, 4).map((each, i) => ({ ...each, price: 10 + i })) };
  assertClose(naiveStatistics(tied), { slope: null, twap: 10.5, longest_silence_ms: 6000 });
});

test("no result is -0", () => {
  assert.ok(Object.is(rounded(ZERO.neg()), 0));
});

test("extreme prices come out as exactly as others, and what no double can hold is null", () => {
  const shape = naiveStatistics(pricesOnly(1, 2, 3, 5));
  for (const unit of [2 ** -990, 2 ** 990])
    assertClose(naiveStatistics(pricesOnly(unit, 2 * unit, 3 * unit, 5 * unit)), {
      std: shape.std! * unit,
      skewness: shape.skewness!,
      kurtosis: shape.kurtosis!,
      slope: shape.slope! * unit,
      realized_variance: shape.realized_variance!,
    });
  const rich = ticks.map(each => ({ ...each, price: 1e300, growth: 1e9 }));
  assertClose(naiveStatistics({ ...window, ticks: rich }), {
    dollar_volume: null,
    vwap: 1e300,
    amihud: null,
  });
});
