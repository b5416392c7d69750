import assert from "node:assert/strict";
import { test } from "node:test";
import { Windower } from "@market/windowing";
import { tumbling } from "../model/define.ts";
import { fold } from "./fold.ts";

const T = Date.UTC(2024, 3, 16, 14, 20);
const definitions = [tumbling("1m", 60_000), tumbling("2m", 120_000)];

test("thousands of windows that are due at once go out in order of (end, ticker, definition)", () => {
  const windower = new Windower({ definitions, waitMs: 0, maxFutureMs: 0 });
  const count = 3_000;
  for (let i = 0; i < count; i++) {
    const ticker = `S${(i * 7_919) % count}`;
    const time = T + (i % 2) * 60_000;
    const tick = { ticker, time, received_time: T + 60_000, price: 1 };
    fold(windower, { offset: i, timestamp: T + 60_000, kind: "tick", tick });
  }
  windower.take();
  let steps = 0;
  windower.advance(count, T + 600_000);
  for (; windower.isClosing; steps++) windower.close(100);
  const { features } = windower.take();
  assert.ok(steps > 50);
  const order = features.map(each => ({
    end: each.window_end,
    ticker: each.ticker,
    index: definitions.findIndex(({ name }) => name === each.window),
  }));
  const sorted = [...order].sort(
    (a, b) => a.end - b.end || (a.ticker < b.ticker ? -1 : a.ticker > b.ticker ? 1 : a.index - b.index),
  );
  assert.deepEqual(order, sorted);
  assert.equal(new Set(order.map(each => JSON.stringify(each))).size, order.length);
  assert.ok(order.length > count);
});

test("a windower that is closing windows takes no record and saves nothing: it would lose some", () => {
  const windower = new Windower({ definitions, waitMs: 0, maxFutureMs: 0 });
  for (const [i, ticker] of ["A", "B"].entries())
    fold(windower, {
      offset: i,
      timestamp: T,
      kind: "tick",
      tick: { ticker, time: T, received_time: T, price: 1 },
    });
  windower.advance(2, T + 600_000);
  windower.close(1);
  assert.ok(windower.isClosing);
  assert.throws(() => windower.advance(3, T + 600_001), /closed before the next record/);
  assert.throws(() => windower.save("all"), /while it is closing/);
});
