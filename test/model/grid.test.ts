import assert from "node:assert/strict";
import { test } from "node:test";
import { sliding, tumbling } from "./define.ts";
import { spansAt } from "./grid.ts";
import type { Sliding, Tumbling } from "./record.ts";

const HOUR = 3_600_000;
const opening = { zone: "America/New_York", opensAtMs: 9.5 * HOUR };
const midnight = (zone: string) => ({ zone, opensAtMs: 0 });

const text = (instant: number) => new Date(instant).toISOString().slice(0, 16);

/** The window in which an instant lies, in UTC. */
function windowAt(instant: string, definition: Tumbling | Sliding) {
  return spansAt(Date.parse(instant), definition).map(({ start, end }) => `${text(start)} ${text(end)}`);
}

/** The windows from one instant to another, by the length of each in hours. */
function lengths(from: string, to: string, definition: Tumbling): number[] {
  const found: number[] = [];
  for (let time = Date.parse(from); time < Date.parse(to); ) {
    const { start, end } = spansAt(time, definition)[0]!;
    assert.equal(start, time, "windows follow one another");
    found.push((end - start) / HOUR);
    time = end;
  }
  return found;
}

test("aligned to the epoch, windows begin at multiples of their length", () => {
  assert.deepEqual(spansAt(60_000, tumbling("7s", 7000)), [{ start: 56_000, end: 63_000 }]);
  assert.deepEqual(spansAt(63_000, tumbling("7s", 7000)), [{ start: 63_000, end: 70_000 }]);
  assert.deepEqual(spansAt(9000, sliding("7s/3s", 7000, 3000)), [
    { start: 3000, end: 10_000 },
    { start: 6000, end: 13_000 },
    { start: 9000, end: 16_000 },
  ]);
  assert.deepEqual(
    spansAt(10_000, sliding("7s/3s", 7000, 3000)).map(({ start }) => start),
    [6000, 9000],
  );
});

test("a trading day from opening to opening has 23, 24 or 25 hours", () => {
  const day = tumbling("1d", 24 * HOUR, opening);
  assert.deepEqual(windowAt("2024-04-16T13:29:59Z", day), ["2024-04-15T13:30 2024-04-16T13:30"]);
  assert.deepEqual(windowAt("2024-04-16T13:30:00Z", day), ["2024-04-16T13:30 2024-04-17T13:30"]);
  assert.deepEqual(lengths("2024-03-08T14:30:00Z", "2024-03-11T13:30:00Z", day), [24, 23, 24]);
  assert.deepEqual(lengths("2024-11-01T13:30:00Z", "2024-11-04T14:30:00Z", day), [24, 25, 24]);
});

test("windows of four hours are shorter or longer where the clocks change", () => {
  const definition = tumbling("4h", 4 * HOUR, midnight("America/New_York"));
  // From midnight to 4 o'clock of the wall clock, and on.
  assert.deepEqual(lengths("2024-03-10T05:00:00Z", "2024-03-10T16:00:00Z", definition), [3, 4, 4]);
  assert.deepEqual(lengths("2024-11-03T04:00:00Z", "2024-11-03T17:00:00Z", definition), [5, 4, 4]);
  // From 1:30 to 5:30; 9:30 is one of their beginnings.
  assert.deepEqual(windowAt("2024-03-10T07:00:00Z", tumbling("4h", 4 * HOUR, opening)), [
    "2024-03-10T06:30 2024-03-10T09:30",
  ]);
});

test("readings of the clock that come twice begin two windows, and a jump over several begins one", () => {
  const definition = tumbling("30m", HOUR / 2, midnight("Europe/London"));
  const halves = (count: number) => new Array(count).fill(0.5);
  assert.deepEqual(lengths("2024-10-26T23:00:00Z", "2024-10-27T03:00:00Z", definition), halves(8));
  assert.deepEqual(lengths("2024-03-30T23:00:00Z", "2024-03-31T03:00:00Z", definition), halves(8));
  const hour = tumbling("1h", HOUR, midnight("Europe/London"));
  assert.deepEqual(lengths("2024-10-26T23:00:00Z", "2024-10-27T03:00:00Z", hour), [1, 1, 1, 1]);
});

test("half an hour's change makes an hour of an hour and a half, and one of a half", () => {
  const hour = tumbling("1h", HOUR, midnight("Australia/Lord_Howe"));
  // At 2:00 it becomes 1:30, and 2:00 comes for the first time half an hour later.
  assert.deepEqual(lengths("2024-04-06T14:00:00Z", "2024-04-06T17:30:00Z", hour), [1.5, 1, 1]);
  // At 2:00 it becomes 2:30.
  assert.deepEqual(lengths("2024-10-05T14:30:00Z", "2024-10-05T18:00:00Z", hour), [1, 0.5, 1, 1]);
});

test("hours of a zone half an hour from UTC begin at its whole hours", () => {
  const hour = tumbling("1h", HOUR, midnight("Asia/Kolkata"));
  assert.deepEqual(windowAt("2024-04-16T14:20:00Z", hour), ["2024-04-16T13:30 2024-04-16T14:30"]);
});

test("sliding windows begin at the zone's boundaries, last as long as ever and leave no time between them", () => {
  const definition = sliding("2h/1h", 2 * HOUR, HOUR, midnight("Australia/Lord_Howe"));
  assert.deepEqual(windowAt("2024-04-06T15:10:00Z", definition), ["2024-04-06T14:00 2024-04-06T16:00"]);
  assert.deepEqual(windowAt("2024-04-06T15:40:00Z", definition), [
    "2024-04-06T14:00 2024-04-06T16:00",
    "2024-04-06T15:30 2024-04-06T17:30",
  ]);
  // Where boundaries lie further apart than the length, the first window lasts until the second begins.
  const bare = sliding("1h/1h", HOUR, HOUR, midnight("Australia/Lord_Howe"));
  assert.deepEqual(windowAt("2024-04-06T15:10:00Z", bare), ["2024-04-06T14:00 2024-04-06T15:30"]);
});

test("an opening time at UTC is aligned to it, in seconds too", () => {
  const align = { zone: "UTC", opensAtMs: 5000 };
  assert.deepEqual(spansAt(60_000, tumbling("10s", 10_000, align)), [{ start: 55_000, end: 65_000 }]);
});
