import assert from "node:assert/strict";
import { test } from "node:test";
import { WEEK, weekTicks } from "@market/bench";

const SMALL = { ...WEEK, tickers: 50, everyS: 60, days: 2 };

test("a week is the same for its seed, in order of received time, and its counters start over each morning", () => {
  const ticks = [...weekTicks(SMALL)];
  assert.deepEqual([...weekTicks(SMALL)], ticks);
  assert.notDeepEqual([...weekTicks({ ...SMALL, seed: 2 })].slice(0, 100), ticks.slice(0, 100));
  const counters = new Map<string, number>();
  let received = 0;
  let resets = 0;
  for (const { ticker, time, received_time, price, day_volume } of ticks) {
    assert.ok(received_time >= received && time < received_time && price >= 1);
    received = received_time;
    if (day_volume === null) continue;
    if (day_volume <= (counters.get(ticker) ?? 0)) resets++;
    counters.set(ticker, day_volume);
  }
  assert.equal(resets, SMALL.tickers);
  const share = (is: (tick: (typeof ticks)[number]) => boolean) => ticks.filter(is).length / ticks.length;
  assert.ok(Math.abs(share(each => each.received_time - each.time >= 2_000) - 0.01) < 0.005);
  assert.ok(Math.abs(ticks.length / (2 * 50 * 390) - 1) < 0.05, `${ticks.length} ticks`);
});
