import assert from "node:assert/strict";
import { test } from "node:test";
import { session } from "./define.ts";
import { model, type Options } from "./model.ts";
import { at, type Content, clock, clockTime, log, published, start, tick } from "./written-log.ts";

const tenSeconds: Options = { definitions: [session("session:10s", 10_000)], waitMs: 0, maxFutureMs: 60_000 };
const patient: Options = { ...tenSeconds, waitMs: 600_000 };
const SILENCE = clock(100_000);

/** The sessions of ticks at these seconds, in this order, none of them late: start, end and ticks of each. */
function sessionsOf(...seconds: number[]) {
  const ticks = seconds.map(from => tick(Math.max(...seconds), from));
  return published(log(...ticks, SILENCE), patient, "window_end", "ticks").map(([from, end, count]) => [
    from,
    (Number(end) - start) / 1000,
    count,
  ]);
}

/** The offsets of the ticks that were late, each with the window it missed. */
function missed(...contents: Content[]) {
  return model(log(...contents), tenSeconds).late.map(({ offset, windows }) => [
    offset,
    ...windows.map(each => (each.window_start - start) / 1000),
  ]);
}

// The vectors of Bytewax 0.21, the engine of the tutorial: pytests/operators/windowing/test_session_windower.py.
test("ticks as far apart as the gap are of one session, in any order", () => {
  assert.deepEqual(sessionsOf(0, 10), [[0, 20, 2]]);
  assert.deepEqual(sessionsOf(10, 0), [[0, 20, 2]]);
  assert.deepEqual(sessionsOf(0, 5, 10), [[0, 20, 3]]);
  assert.deepEqual(sessionsOf(0, 10.001), [
    [0, 10, 1],
    [10.001, 20.001, 1],
  ]);
});

test("ticks further apart are of two, unless one comes that lies between them", () => {
  assert.deepEqual(sessionsOf(0, 20), [
    [0, 10, 1],
    [20, 30, 1],
  ]);
  assert.deepEqual(sessionsOf(0, 20, 10), [[0, 30, 3]]);
  assert.deepEqual(sessionsOf(0, 20, 25, 40), [
    [0, 10, 1],
    [20, 35, 2],
    [40, 50, 1],
  ]);
});

test("a session is cut at the whole hour, and the tick at the hour begins a new one", () => {
  const hour = clockTime("15:00:00");
  assert.deepEqual(sessionsOf(hour - 15, hour - 6, hour, hour + 3), [
    [hour - 15, hour, 2],
    [hour, hour + 13, 2],
  ]);
  assert.deepEqual(sessionsOf(hour - 10), [[hour - 10, hour, 1]]);
});

test("a session closes when the watermark reaches its end, which every tick in it puts off", () => {
  assert.deepEqual(published(log(tick(5, 5), clock(14.999)), tenSeconds), []);
  assert.deepEqual(published(log(tick(5, 5), clock(15)), tenSeconds, "window_end"), [[5, at(15)]]);
  assert.deepEqual(published(log(tick(5, 5), tick(9, 9), clock(18.999)), tenSeconds), []);
  // Closed before its own record is folded: a tick where a session ended begins the next.
  assert.deepEqual(published(log(tick(5, 5), tick(15, 15), clock(25)), tenSeconds, "ticks"), [
    [5, 1],
    [15, 1],
  ]);
});

test("a tick is late for a session that is closed, and for one that would be closed at once", () => {
  assert.deepEqual(missed(tick(5, 5), clock(15), tick(15, 14), tick(15.5, 15)), [[2, 14]]);
  assert.deepEqual(missed(tick(5, 5), tick(31, 21), tick(31, 21.001)), [[1, 21]]);
});

test("an open session takes in a tick that alone would be late", () => {
  const records = log(tick(5, 5), tick(31, 25), tick(31, 20), clock(60));
  assert.deepEqual(missed(tick(5, 5), tick(31, 25), tick(31, 20)), []);
  assert.deepEqual(published(records, tenSeconds, "ticks", "window_end"), [
    [5, 1, at(15)],
    [20, 2, at(35)],
  ]);
  // It has to be within the gap, and of the same hour.
  assert.deepEqual(missed(tick(5, 5), tick(35, 30.001), tick(35, 20)), [[2, 20]]);
  const hour = clockTime("15:00:00");
  assert.deepEqual(missed(tick(5, 5), tick(hour + 2, hour), tick(hour + 2, hour - 1)), [[2, hour - 1]]);
});

test("what a late tick missed stays closed: nothing from before it counts any more", () => {
  // 17 would be held open by 25, but 18 was refused before that came.
  const feed = [tick(5, 5), tick(31, 18), tick(31, 25), tick(31, 17), tick(31, 18.001)];
  assert.deepEqual(missed(...feed), [
    [1, 18],
    [3, 17],
  ]);
  // Two with the same time are late both, though the first alone is what closed it.
  assert.deepEqual(missed(tick(5, 5), tick(31, 18), tick(31, 25), tick(31, 18)), [
    [1, 18],
    [3, 18],
  ]);
});

test("an exact repeat is counted in its session and does not prolong it; silence lies between ticks only", () => {
  const records = log(tick(5, 5), tick(6, 5), tick(9, 8), clock(60));
  assert.deepEqual(
    published(records, tenSeconds, "ticks", "duplicate_ticks", "window_end", "longest_silence_ms"),
    [[5, 2, 1, at(18), 3000]],
  );
  assert.deepEqual(published(log(tick(5, 5), clock(60)), tenSeconds, "longest_silence_ms", "window_kind"), [
    [5, 0, "session"],
  ]);
});

test("sessions carry the counter, the price and the direction; only the first is partial", () => {
  const counted = (seconds: number, day_volume: number, price: number) =>
    tick(seconds, seconds, { day_volume, price });
  const records = log(
    counted(0, 1000, 10),
    counted(5, 1100, 11),
    counted(20, 1150, 11),
    counted(31, 1150 + 9, 11),
    counted(45, 1159, 10),
    counted(50, 1219, 10),
    clock(100),
  );
  const fields = ["partial", "volume", "buy_volume", "sell_volume", "up_ticks", "down_ticks"] as const;
  assert.deepEqual(published(records, tenSeconds, ...fields), [
    [0, true, null, null, null, 1, 0],
    // The same price as the last one: bought, as that was, and neither up nor down.
    [20, false, 50, 50, 0, 0, 0],
    [31, false, 9, 9, 0, 0, 0],
    [45, false, 60, 0, 60, 0, 1],
  ]);
});
