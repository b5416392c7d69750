import assert from "node:assert/strict";
import { test } from "node:test";
import { createReceivedClock } from "@market/ingestor";

/** A machine whose two clocks are set by hand. */
function machine() {
  const clocks = { wall: 1_000_000, monotonic: 50 };
  return {
    clocks,
    now: createReceivedClock(
      () => clocks.wall,
      () => clocks.monotonic,
    ),
  };
}

test("received time follows the monotonic clock, whatever small steps the wall clock makes", () => {
  const { clocks, now } = machine();
  assert.equal(now(), 1_000_000);
  clocks.monotonic += 10.7;
  clocks.wall += 900;
  assert.equal(now(), 1_000_010);
});

test("received time never goes back when the wall clock is set back", () => {
  const { clocks, now } = machine();
  clocks.wall -= 3_600_000;
  clocks.monotonic += 5;
  assert.equal(now(), 1_000_005);
});

test("received time jumps forward after a sleep, in which the monotonic clock stood still", () => {
  const { clocks, now } = machine();
  clocks.wall += 600_000;
  assert.equal(now(), 1_600_000);
  clocks.monotonic += 7;
  clocks.wall += 7;
  assert.equal(now(), 1_600_007);
});
