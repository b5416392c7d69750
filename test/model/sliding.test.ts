import assert from "node:assert/strict";
import { test } from "node:test";
import { sliding } from "./define.ts";
import { model, type Options } from "./model.ts";
import { at, clock, gap, log, published, start, tick } from "./written-log.ts";

const byMinute: Options = {
  definitions: [sliding("2m/1m", 120_000, 60_000)],
  waitMs: 0,
  maxFutureMs: 60_000,
};

const counted = (seconds: number, day_volume: number, price = 100) =>
  tick(seconds, seconds, { day_volume, price });

test("a tick is in every window that it lies in, and each closes at its own end", () => {
  const records = log(tick(30, 30), tick(70, 70), clock(119.999), clock(200));
  assert.deepEqual(published(records.slice(0, 3), byMinute, "ticks", "window_end"), [[-60, 1, at(60)]]);
  assert.deepEqual(published(records, byMinute, "ticks", "window_kind"), [
    [-60, 1, "sliding"],
    [0, 2, "sliding"],
    [60, 1, "sliding"],
  ]);
});

test("windows before which nothing was counted are partial, and volume grows from what was before a window", () => {
  const records = log(
    counted(30, 1000),
    counted(50, 1200),
    counted(70, 1500),
    counted(130, 1700),
    counted(190, 1900),
    clock(400),
  );
  assert.deepEqual(published(records, byMinute, "partial", "volume", "inner_volume"), [
    [-60, true, null, 200],
    [0, true, null, 500],
    [60, false, 300 + 200, 200],
    [120, false, 200 + 200, 200],
    [180, false, 200, 0],
  ]);
});

test("every second window adds up to the counter's growth since the definition's first step", () => {
  const records = log(...Array.from({ length: 40 }, (_, i) => counted(i * 25, 1000 + i * i)), clock(5000));
  const volumes = published(records, byMinute, "volume").filter(
    ([from]) => Number(from) >= 60 && Number(from) % 120 === 60,
  );
  // Ticks at 0, 25 and 50 are in the first step, which is only known to begin at 1000 + 4.
  assert.equal(
    volumes.reduce((sum, [, volume]) => sum + Number(volume), 0),
    39 * 39 - 4,
  );
});

test("the carried price and direction are those before the window's start, whatever overlaps it", () => {
  const records = log(
    counted(30, 1000, 10),
    counted(70, 1010, 12),
    counted(130, 1020, 12),
    counted(140, 1030, 12),
    counted(190, 1040, 11),
    clock(400),
  );
  assert.deepEqual(published(records, byMinute, "up_ticks", "down_ticks", "buy_volume", "sell_volume"), [
    [-60, 0, 0, null, null],
    [0, 1, 0, null, null],
    [60, 1, 0, 30, 0],
    // Bought at 12, as at 70, which was before the window.
    [120, 0, 1, 20, 10],
    [180, 0, 1, 0, 10],
  ]);
});

test("a tick may be late for some of its windows, which it names in order, and be in the others", () => {
  const records = log(tick(5, 5), tick(61, 30), tick(121, 40), clock(400));
  assert.deepEqual(
    model(records, byMinute).late.map(({ offset, windows }) => [
      offset,
      ...windows.map(each => (each.window_start - start) / 1000),
    ]),
    [
      [1, -60],
      [2, -60, 0],
    ],
  );
  assert.deepEqual(published(records, byMinute, "ticks"), [
    [-60, 1],
    [0, 2],
  ]);
});

test("a repeat is counted in every window that is open, though its first may be in another too", () => {
  const records = log(tick(30, 30), tick(31, 30), tick(61, 30), clock(400));
  assert.deepEqual(published(records, byMinute, "ticks", "duplicate_ticks"), [
    [-60, 1, 1],
    [0, 1, 2],
  ]);
});

test("coverage is the share of the window outside gaps, as known when it closes", () => {
  const records = log(tick(30, 30), gap(40, at(30)), tick(54, 54), gap(130, at(90)), clock(400));
  assert.deepEqual(published(records, byMinute, "coverage", "gap", "longest_silence_ms"), [
    [-60, 1 - 24 / 120, true, 90_000],
    // The record that closes this one opens the second gap.
    [0, 1 - (24 + 30) / 120, true, 66_000],
  ]);
  // A gap that is open when the window closes lasts to its end; of two that overlap, what they share counts once.
  const open = log(tick(30, 30), gap(40, at(30)), tick(45, 45), gap(50, at(40)), clock(400));
  assert.deepEqual(published(open, byMinute, "coverage"), [
    [-60, 1 - 30 / 120],
    [0, 1 - 90 / 120],
  ]);
});
