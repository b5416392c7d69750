import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as fc from "fast-check";
import { logArbitrary } from "./arbitrary.ts";
import { tumbling } from "./define.ts";
import { spansAt } from "./grid.ts";
import { type LogRecord, model, type Options, type Tick } from "./model.ts";
import { sameFeatures } from "./same.ts";
import { statisticNames } from "./statistics.ts";
import { at, type Content, clock, clockTime, gap, log, pick, published, start, tick } from "./written-log.ts";

const minute = tumbling("1m", 60_000);
const fiveMinutes = tumbling("5m", 300_000);
const byMinute: Options = { definitions: [minute], waitMs: 10_000, maxFutureMs: 60_000 };

/** The fields of a features record in the order of the schema. */
const fieldNames = [
  ...readFileSync(new URL("../../proto/market/v1/features.proto", import.meta.url), "utf8").matchAll(
    /^ +(?:optional )?[a-z0-9<>, ]+ ([a-z0-9_]+) = \d+;/gm,
  ),
].map(([, name]) => name);

test("the tutorial's minute of AMZN comes out with the numbers it prints", () => {
  const listed = { exchange: "NMS", currency: "USD", quote_type: 8, market_hours: 1, last_size: 100 };
  const records = log(
    tick(19.4, 19, { ...listed, price: 184.61000061035156, day_volume: 20_000_000 }),
    tick(30.2, 30, { ...listed, price: 184.6199951171875, day_volume: 20_010_000 }),
    tick(41.1, 41, { ...listed, price: 184.3800048828125, day_volume: 20_040_000 }),
    tick(58.9, 58, { ...listed, price: 184.389892578125, day_volume: 20_056_134 }),
    clock(71),
  );
  const { features } = model(records, byMinute);
  assert.deepEqual(Object.keys(features[0]!), fieldNames);
  // The statistics were computed with Python's fractions and decimal, 2026-11.
  assert.equal(
    sameFeatures(features[0]!, {
      ticker: "AMZN",
      exchange: "NMS",
      currency: "USD",
      quote_type: 8,
      market_hours: 1,
      window: "1m",
      window_kind: "tumbling",
      window_start: 1713277200000,
      window_end: 1713277260000,
      first_time: 1713277219000,
      last_time: 1713277258000,
      ticks: 4,
      open: 184.61000061035156,
      high: 184.6199951171875,
      low: 184.3800048828125,
      close: 184.389892578125,
      mean: (184.61000061035156 + 184.6199951171875 + 184.3800048828125 + 184.389892578125) / 4,
      volume: null,
      inner_volume: 56134,
      high_time: 1713277230000,
      low_time: 1713277241000,
      median: 184.49994659423828,
      quantile_05: 184.38148803710936,
      quantile_25: 184.38742065429688,
      quantile_75: 184.61249923706055,
      quantile_95: 184.6184959411621,
      std: 0.1329428850737336,
      skewness: 0.00010396278425833761,
      kurtosis: -5.944186264936535,
      slope: -0.0067617025720067775,
      twap: 184.51256502591647,
      dollar_volume: null,
      vwap: null,
      log_return: -0.0011929979514642166,
      realized_variance: 1.6977837460759805e-6,
      upside_semivariance: 5.8064886519616285e-9,
      downside_semivariance: 1.6919772574240188e-6,
      bipower_variation: 2.2018312407154533e-7,
      jump_variation: 1.4776006220044353e-6,
      parkinson_variance: 6.102517996456353e-7,
      garman_klass_variance: 2.9619745367290774e-7,
      rogers_satchell_variance: 1.3436670355255327e-7,
      up_ticks: 2,
      down_ticks: 1,
      buy_volume: null,
      sell_volume: null,
      signed_volume: null,
      volume_imbalance: null,
      spread: null,
      spread_bps: null,
      microprice: null,
      amihud: null,
      roll_spread: 0.35345627618491804,
      longest_silence_ms: 19_000,
      coverage: 1,
      custom: {},
      first_offset: 0,
      last_offset: 3,
      duplicate_ticks: 0,
      gap: false,
      partial: true,
      definition: "hash of 1m",
    }),
    undefined,
  );
});

test("a window closes when lead + R - wait reaches its end, and not a millisecond before", () => {
  assert.deepEqual(published(log(tick(5, 5), clock(69.999)), byMinute), []);
  assert.deepEqual(published(log(tick(5, 5), clock(70)), byMinute), [[0]]);
  // A lead of -400 ms counts as one of a whole second.
  assert.deepEqual(published(log(tick(5.4, 5), clock(70.999)), byMinute), []);
  assert.deepEqual(published(log(tick(5.4, 5), clock(71)), byMinute), [[0]]);
  // A tick from up to a minute ahead is believed, and leads to nothing.
  assert.deepEqual(published(log(tick(5, 5), tick(9, 69), clock(69.999)), byMinute), []);
});

test("any record moves R: a tick of another ticker, a gap, a snapshot and a tick from the future too", () => {
  const others = [
    tick(70, 70, { ticker: "MSFT" }),
    gap(70, at(70), "MSFT"),
    tick(70, 70, { snapshot: true }),
    tick(70, 131),
  ];
  for (const other of others) assert.deepEqual(published(log(tick(5, 5), other), byMinute), [[0]]);
});

test("a tick from the future goes to the dead letters and closes nothing by its own time", () => {
  const { features, late, future } = model(
    log(tick(5, 5), tick(6, 66.001), tick(7, 1_000_000), tick(8, 8), tick(9, 69)),
    byMinute,
  );
  assert.deepEqual({ features, late, future }, { features: [], late: [], future: [1, 2] });
});

test("a snapshot is not folded, does not move the lead and does not end a gap", () => {
  const records = log(
    tick(900, 0),
    gap(905, at(0)),
    // With the lead of 0 that this would give, the first window would close here.
    tick(910, 910, { snapshot: true }),
    clock(969),
    clock(970),
    tick(1900, 1000),
    clock(2000),
  );
  assert.deepEqual(published(records.slice(0, 4), byMinute), []);
  // The gap lasts until the tick at 1000, so its window is flagged too.
  assert.deepEqual(published(records, byMinute, "ticks", "gap"), [
    [0, 1, true],
    [960, 1, true],
  ]);
});

test("a ticker whose exchange is delayed by a quarter of an hour loses nothing by it", () => {
  const records = log(tick(905, 5), tick(930, 30), tick(969, 69), clock(970));
  assert.deepEqual(published(records, byMinute, "ticks"), [[0, 2]]);
  assert.deepEqual(model(records, byMinute).late, []);
});

test("a feed that becomes delayed is late until its live hours are two hours with ticks ago", () => {
  const live = clockTime("15:50:00");
  const delayed = (time: string) => tick(clockTime(time), clockTime(time) - 900);
  const feed = [
    tick(live, live),
    // The hour before this one that had ticks is the live one, though silent hours lie between.
    delayed("18:10:00"),
    delayed("18:59:59"),
    delayed("19:00:20"),
    delayed("19:01:30"),
  ];
  const { features, late } = model(log(...feed), byMinute);
  assert.deepEqual(
    late.map(({ offset, watermark }) => [offset, watermark]),
    [
      [1, at(clockTime("18:09:50"))],
      [2, at(clockTime("18:59:49"))],
      // The lead is -15 minutes again, but what was closed stays closed.
      [3, at(clockTime("18:59:49"))],
      [4, at(clockTime("18:59:49"))],
    ],
  );
  assert.deepEqual(pick(features, "window_start", "ticks"), [[at(live), 1]]);
  const later = model(log(...feed, delayed("19:15:00"), clock(clockTime("19:16:10"))), byMinute);
  assert.equal(later.late.length, 4);
  assert.deepEqual(pick(later.features, "window_start"), [[at(live)], [at(clockTime("19:00:00"))]]);
});

test("an hour that the ingestor's clock comes back to begins anew for the lead", () => {
  const hour = clockTime("15:00:00");
  const live = tick(hour - 1700, hour - 1700);
  const delayed = (seconds: number) => tick(hour + seconds, hour + seconds - 900);
  const lateOffsets = (...feed: Content[]) => model(log(...feed), byMinute).late.map(({ offset }) => offset);
  assert.deepEqual(lateOffsets(live, delayed(10), delayed(960)), [1, 2]);
  assert.deepEqual(lateOffsets(live, delayed(10), delayed(-5), delayed(960)), [1, 2]);
});

test("a watermark never goes back, even if received times do", () => {
  const records = log(tick(30, 30), clock(70), tick(40, 41), tick(42, 65), clock(100));
  const { features, late } = model(records, byMinute);
  assert.deepEqual(pick(features, "window_start", "ticks"), [[at(0), 1]]);
  assert.deepEqual(late, [
    {
      offset: 2,
      ticker: "AMZN",
      time: at(41),
      watermark: at(60),
      windows: [{ window: "1m", window_start: at(0) }],
    },
  ]);
  // R is the latest received time and not the highest: 129 after 130 leaves the next window open.
  assert.deepEqual(model(log(clock(130), tick(105, 105), clock(129)), byMinute).late, []);
});

test("a tick behind the watermark counts while its window is open, and is late once it is closed", () => {
  const records = log(tick(5, 5), tick(65, 1), tick(70, 2), clock(200));
  assert.deepEqual(published(records, byMinute, "ticks", "first_time"), [[0, 2, at(1)]]);
  assert.deepEqual(
    model(records, byMinute).late.map(({ offset }) => offset),
    [2],
  );
});

test("a tick is late for a window that closed without any tick", () => {
  const records = log(tick(5, 5), tick(200, 61), clock(300));
  assert.deepEqual(
    model(records, byMinute).late.map(({ offset, windows }) => [offset, windows]),
    [[1, [{ window: "1m", window_start: at(60) }]]],
  );
  assert.deepEqual(published(records, byMinute), [[0]]);
});

test("a tick may be late for its minute and still be folded into its five minutes", () => {
  const options = { ...byMinute, definitions: [minute, fiveMinutes] };
  const records = log(tick(5, 5), tick(90, 30), clock(310), tick(311, 31));
  assert.deepEqual(published(records, options, "window", "ticks"), [
    [0, "1m", 1],
    [0, "5m", 2],
  ]);
  assert.deepEqual(
    model(records, options).late.map(({ offset, windows }) => [offset, windows.map(w => w.window)]),
    [
      [1, ["1m"]],
      [3, ["1m", "5m"]],
    ],
  );
});

test("an exact repeat in an open window is counted and not folded, and absent is not 0", () => {
  const records = log(
    tick(5, 5, { last_size: 0, bid: 99 }),
    tick(6, 5, { last_size: 0, bid: 98 }),
    tick(7, 5),
    tick(8, 5),
    tick(9, 5, { last_size: 0, price: 101 }),
    tick(9, 5, { last_size: 0, day_volume: 0 }),
    clock(70),
    tick(71, 5, { last_size: 0 }),
  );
  assert.deepEqual(published(records, byMinute, "ticks", "duplicate_ticks"), [[0, 4, 2]]);
  assert.deepEqual(model(records, byMinute).late.length, 1);
});

test("a window is read in event-time order, ties in log order", () => {
  const records = log(
    tick(9, 8, { price: 0.3, currency: "USD", market_hours: 1 }),
    tick(10, 8, { price: 0.2, exchange: "NYQ" }),
    tick(11, 2, { price: 0.1, exchange: "NMS", currency: "EUR", market_hours: 2 }),
    clock(80),
  );
  assert.deepEqual(published(records, byMinute, "open", "close", "mean"), [
    [0, 0.1, 0.2, (0.1 + 0.3 + 0.2) / 3],
  ]);
  assert.deepEqual(published(records, byMinute, "exchange", "currency", "market_hours", "first_offset"), [
    [0, "NYQ", "USD", null, 0],
  ]);
});

test("windows due at one record go out by end, then ticker, then definition", () => {
  const options = { ...byMinute, definitions: [fiveMinutes, minute] };
  const records = log(
    tick(241, 241, { ticker: "aapl" }),
    tick(241, 241, { ticker: "MSFT" }),
    tick(242, 100, { ticker: "aapl" }),
    tick(243, 235, { ticker: "MSFT" }),
    clock(900),
  );
  assert.deepEqual(pick(model(records, options).features, "ticker", "window", "window_start"), [
    ["MSFT", "1m", at(180)],
    ["MSFT", "5m", at(0)],
    ["MSFT", "1m", at(240)],
    ["aapl", "5m", at(0)],
    ["aapl", "1m", at(240)],
  ]);
});

test("every window from the start of a gap to the next tick is flagged, and no other", () => {
  const records = log(
    tick(30, 30),
    tick(61, 61),
    tick(119, 119),
    gap(124, at(119)),
    // Ticks from before the gap and from its first moment do not end it, late or not.
    tick(125, 58),
    tick(130, 119, { price: 7 }),
    tick(250, 240),
    tick(305, 305),
    clock(420),
  );
  assert.deepEqual(published(records, { ...byMinute, waitMs: 60_000 }, "ticks", "gap"), [
    [0, 1, false],
    [60, 3, true],
    [240, 1, true],
    [300, 1, false],
  ]);
});

test("a window due at the record that opens its gap or ends it is flagged", () => {
  assert.deepEqual(published(log(tick(5, 5), gap(70, at(5))), byMinute, "gap"), [[0, true]]);
  // The last tick ends the gap at 30, which is before the window that is due at it.
  const records = log(tick(70, 70), gap(75, at(5)), tick(130, 30));
  assert.deepEqual(published(records, byMinute, "gap"), [[60, true]]);
});

test("a gap that begins where a window ends does not flag it", () => {
  assert.deepEqual(published(log(tick(5, 5), gap(65, at(60)), clock(200)), byMinute, "gap"), [[0, false]]);
});

test("of gaps that overlap the earlier start stays, and one from an unknown time flags all that is open", () => {
  for (const [first, second] of [
    [61, 50],
    [50, 61],
  ] as const) {
    const records = log(tick(50, 50), tick(62, 61), gap(63, at(first)), gap(64, at(second)), clock(300));
    assert.deepEqual(published(records, byMinute, "gap"), [
      [0, true],
      [60, true],
    ]);
  }
  const unknown = log(gap(1, 0), tick(5, 5), tick(65, 65), clock(300));
  assert.deepEqual(published(unknown, byMinute, "gap"), [
    [0, true],
    [60, false],
  ]);
});

test("the volumes of a session's windows add up to the growth of its counter", () => {
  const counted = (seconds: number, day_volume: number) => tick(seconds, seconds, { day_volume });
  const records = log(
    counted(10, 1000),
    counted(50, 1200),
    counted(70, 1500),
    // A decrease adds nothing, and what is regained after it does not count twice.
    counted(130, 1400),
    counted(140, 1700),
    tick(190, 190),
    counted(250, 1650),
    counted(310, 2000),
    clock(400),
  );
  assert.deepEqual(published(records, byMinute, "volume", "inner_volume", "partial"), [
    [0, null, 200, true],
    [60, 300, 0, false],
    [120, 200, 300, false],
    [180, null, null, false],
    [240, 0, 0, false],
    [300, 300, 0, false],
  ]);
});

test("a session begins with the date at the exchange, and its counter at 0", () => {
  // Midnight in New York is at 04:00 UTC; a tick that names no exchange is of the one last named.
  const midnight = (Date.parse("2024-04-17T04:00:00Z") - start) / 1000;
  const counted = (seconds: number, fields: Partial<Tick>) =>
    tick(midnight + seconds, midnight + seconds, fields);
  const records = log(
    counted(-95, { exchange: "NMS" }),
    counted(-90, { day_volume: 900 }),
    counted(-30, { day_volume: 1000 }),
    counted(20, { day_volume: 70 }),
    counted(80, { day_volume: 90 }),
    clock(midnight + 200),
  );
  assert.deepEqual(pick(model(records, byMinute).features, "volume"), [[null], [100], [70], [20]]);
});

test("an earlier date, after a move to another exchange, is no new session", () => {
  // At 16:00 UTC it is the 17th in Tokyo, and still the 16th in New York.
  const counted = (time: string, exchange: string, day_volume: number) =>
    tick(clockTime(time), clockTime(time), { exchange, day_volume });
  const records = log(
    counted("15:59:00", "JPX", 100),
    counted("16:00:00", "JPX", 150),
    counted("16:00:30", "NMS", 170),
    clock(clockTime("16:02:00")),
  );
  assert.deepEqual(pick(model(records, byMinute).features, "volume", "inner_volume"), [
    [null, 0],
    [70, null],
  ]);
});

test("a window across midnight has a volume, and no inner volume", () => {
  // Midnight in Kolkata is at 18:30 UTC.
  const options = { ...byMinute, definitions: [tumbling("1h", 3_600_000)] };
  const counted = (time: string, day_volume: number) =>
    tick(clockTime(time), clockTime(time), { exchange: "NSI", day_volume });
  const records = log(
    counted("17:50:00", 500),
    counted("18:29:59", 800),
    counted("18:30:00", 60),
    counted("18:50:00", 90),
    counted("19:05:00", 95),
    clock(clockTime("20:01:00")),
  );
  assert.deepEqual(pick(model(records, options).features, "ticks", "volume", "inner_volume"), [
    [1, null, 0],
    [3, 300 + 90, null],
    [1, 5, 0],
  ]);
});

test("crypto has no volume, since its counter is rolling", () => {
  const crypto = (seconds: number, day_volume: number) =>
    tick(seconds, seconds, { day_volume, quote_type: 41 });
  assert.deepEqual(
    published(log(crypto(5, 10), crypto(65, 20), clock(200)), byMinute, "volume", "inner_volume"),
    [
      [0, null, null],
      [60, null, null],
    ],
  );
});

test("what is published depends on the past alone: a longer log only adds to it", () => {
  fc.assert(
    fc.property(logArbitrary({ stepsMax: 60 }), fc.nat(60), ({ records, options }, cut) => {
      const whole = model(records, options);
      const begun = model(records.slice(0, cut), options);
      assert.deepEqual(begun.features, whole.features.slice(0, begun.features.length));
      assert.deepEqual(begun.late, whole.late.slice(0, begun.late.length));
      assert.deepEqual(begun.future, whole.future.slice(0, begun.future.length));
    }),
  );
});

test("a statistic that is not asked for is null, and no other", () => {
  const records = log(tick(5, 5), tick(6, 6, { price: 101 }), clock(100));
  const wanted = new Set(["std", "coverage"] as const);
  const [all] = model(records, byMinute).features;
  const [some] = model(records, { ...byMinute, statistics: wanted }).features;
  const nulls = statisticNames.filter(name => name !== "std" && name !== "coverage");
  assert.deepEqual(some, { ...all, ...Object.fromEntries(nulls.map(name => [name, null])) });
});

test("every tick is folded, a repeat or late in each window that it lies in, or from the future or a snapshot", () => {
  fc.assert(
    fc.property(logArbitrary({ stepsMax: 60 }), ({ records, options }) => {
      // A clock record long after all times, so that no window is left open.
      const end = Math.max(...records.map(({ timestamp }) => timestamp)) + 1e12;
      const last: LogRecord = { offset: 1_000_000, timestamp: end, kind: "clock" };
      const { features, late, future } = model([...records, last], options);
      const ticks = records.flatMap(record =>
        record.kind === "tick" && !record.tick.snapshot && !future.includes(record.offset)
          ? [record.tick]
          : [],
      );
      for (const definition of options.definitions) {
        const { name } = definition;
        const mine = features.filter(({ window }) => window === name);
        const counted = mine.reduce((sum, record) => sum + record.ticks + record.duplicate_ticks, 0);
        const missed = late.flatMap(({ windows }) => windows.filter(({ window }) => window === name)).length;
        const due = ticks.map(tick =>
          definition.kind === "session" ? 1 : spansAt(tick.time, definition).length,
        );
        assert.equal(
          counted + missed,
          due.reduce((sum, each) => sum + each, 0),
        );
      }
    }),
  );
});
