import assert from "node:assert/strict";
import { test } from "node:test";
import type { Log } from "@market/runtime";
import { guard, WindowerMetrics } from "@market/windower";
import { type CustomFeature, type Features, Windower, type WindowTicks } from "@market/windowing";
import { tumbling } from "../model/define.ts";

const T = Date.UTC(2024, 3, 16, 14, 20);
const PRICES = [3, 1, 2];

/** The features of a window of three ticks, and of the one after it, with what was logged and counted on the way. */
async function publish(...features: CustomFeature[]) {
  const warnings: object[] = [];
  const log = { warn: (detail: object) => warnings.push(detail) } as unknown as Log;
  const metrics = new WindowerMetrics();
  const custom = guard(features, metrics, log);
  const windower = new Windower({ definitions: [tumbling("1m", 60_000)], waitMs: 0, maxFutureMs: 0, custom });
  let offset = 0;
  for (const start of [T, T + 60_000]) {
    PRICES.forEach((price, i) => {
      const time = start + i * 1_000;
      windower.tick(offset++, time, { ...TICK, time, price });
      while (windower.isClosing) windower.close(10);
    });
  }
  windower.advance(offset, T + 120_000);
  while (windower.isClosing) windower.close(10);
  const values = async (metric: { get(): Promise<{ values: { labels: object; value: number }[] }> }) =>
    (await metric.get()).values.map(({ labels, value }) => ({ ...labels, value }));
  return {
    records: windower.take().features as Features[],
    warnings,
    failures: await values(metrics.customFailures),
    slow: await values(metrics.customSlow),
  };
}

const TICK = {
  ticker: "AMZN",
  received_time: T,
  day_volume: null,
  last_size: null,
  bid: null,
  bid_size: null,
  ask: null,
  ask_size: null,
  exchange: null,
  currency: null,
  quote_type: null,
  market_hours: null,
  snapshot: null,
  source: null,
};

const feature = (name: string, of: (ticks: WindowTicks) => unknown): CustomFeature => ({
  name,
  of: of as CustomFeature["of"],
});

test("a feature of the user's own is published under custom, by its name", async () => {
  const { records } = await publish(
    feature("range", ({ price }) => Math.max(...price) - Math.min(...price)),
    feature("none", () => null),
  );
  assert.deepEqual(
    records.map(({ custom }) => custom),
    [
      { range: 2, none: null },
      { range: 2, none: null },
    ],
  );
});

test("a feature sees the ticks of its window and what the window is", async () => {
  let seen: unknown;
  await publish(
    feature("look", ticks => {
      const { ticker, kind, start, end, length, time, price, dayVolume, bid, growth } = ticks;
      seen ??= {
        ticker,
        kind,
        start,
        end,
        length,
        time: [...time],
        price: [...price],
        dayVolume,
        bid,
        growth,
      };
      return 0;
    }),
  );
  const absent = new Float64Array([Number.NaN, Number.NaN, Number.NaN]);
  assert.deepEqual(seen, {
    ticker: "AMZN",
    kind: "tumbling",
    start: T,
    end: T + 60_000,
    length: 3,
    time: [T, T + 1_000, T + 2_000],
    price: PRICES,
    dayVolume: absent,
    bid: absent,
    growth: null,
  });
});

test("a feature that writes to what it is given changes nothing for others", async () => {
  const { records } = await publish(
    feature("sorts", ({ price }) => price.sort()[0]),
    feature("first", ({ price }) => price[0]),
  );
  assert.deepEqual(records[0]?.custom, { sorts: 1, first: 3 });
  assert.equal(records[0]?.close, 2);
});

test("a feature that throws is null, counted by name and named in the log; the others go on", async () => {
  const { records, failures, warnings } = await publish(
    feature("broken", () => {
      throw new Error("no such luck");
    }),
    feature("whole", () => 1),
  );
  assert.deepEqual(
    records.map(({ custom }) => custom),
    [
      { broken: null, whole: 1 },
      { broken: null, whole: 1 },
    ],
  );
  assert.deepEqual(failures, [{ feature: "broken", reason: "threw", value: 2 }]);
  // Once a minute at most.
  assert.deepEqual(warnings, [{ feature: "broken", error: "Error: no such luck" }]);
});

test("what is no finite number is null and counted, so that no record holds it", async () => {
  const wrong = [Number.NaN, Number.POSITIVE_INFINITY, undefined, "1", 1n, {}, Promise.resolve(1)];
  const { records, failures } = await publish(...wrong.map((value, i) => feature(`wrong_${i}`, () => value)));
  assert.ok(Object.values(records[0]!.custom).every(value => value === null));
  assert.deepEqual(
    failures,
    wrong.map((_, i) => ({ feature: `wrong_${i}`, reason: "value", value: 2 })),
  );
});

test("a slow feature is counted and named, and never skipped", async () => {
  const { records, slow, warnings } = await publish(
    feature("slow", () => {
      const until = performance.now() + 15;
      while (performance.now() < until);
      return 7;
    }),
  );
  assert.deepEqual(
    records.map(({ custom }) => custom.slow),
    [7, 7],
  );
  assert.deepEqual(slow, [{ feature: "slow", value: 2 }]);
  assert.equal(warnings.length, 1);
});
