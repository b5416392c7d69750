import assert from "node:assert/strict";
import { test } from "node:test";
import { jsonOf, minute } from "../dashboard/feed-records.ts";
import { published, startDashboard } from "./dashboard.ts";
import { assertBars, held, shifted, value } from "./dashboard-bars.ts";
import { eventually } from "./eventually.ts";

test("whatever somebody writes to the topic is counted and does no harm: the good records are served all the same", async t => {
  const dashboard = await startDashboard(t);
  const { topics, producer, service } = dashboard;
  await dashboard.create(topics.features);
  const hostile = '<img src=x onerror="alert(1)">';
  const good = [
    shifted(0),
    shifted(1),
    shifted(0, { ticker: hostile }),
    shifted(0, { ticker: "constructor" }),
  ];
  await dashboard.publish(good.map(each => published(each)));
  const bad: (Buffer | null)[] = [
    null,
    Buffer.alloc(0),
    Buffer.from("no record"),
    Buffer.from("[[[["),
    Buffer.from("null"),
    ...[
      { ticker: "x".repeat(500_000) },
      { ticker: 7 },
      { close: "1" },
      { close: null },
      { window: "w".repeat(1_000) },
      { window_start: 1e300 },
      { window_start: -5 },
      { window_start: 2, window_end: 1 },
      { gap: "yes" },
      { custom: { "<b>": 1 } },
      { custom: { a: "b" } },
      { std: [] },
    ].map(changes => Buffer.from(jsonOf({ ...minute(), ...changes }).value!)),
    published({ ...minute(), close: Number.NaN }, "protobuf").value as Buffer,
    published({ ...minute(), vwap: Number.NEGATIVE_INFINITY }, "protobuf").value as Buffer,
    Buffer.from(jsonOf(minute({ custom: { x: 1 } })).value!.subarray(0, 200)),
  ];
  for (const headers of [
    {},
    { "content-type": "application/json" },
    { "content-type": "application/x-protobuf" },
  ])
    await producer.send({
      topic: topics.features,
      messages: bad.map(value => ({ key: "AMZN", value, headers })),
    });
  await dashboard.publish([published(shifted(2))]);
  await dashboard.ready();
  await eventually("the last good one", async () => (await held(dashboard)) === good.length + 1 || undefined);
  const count = () => value(service, "dashboard_undecodable_records_total");
  await eventually("every bad one", async () => (await count()) === 3 * bad.length || undefined);
  const { tickers } = await dashboard.market("1m");
  assert.deepEqual(tickers.map(({ ticker }) => ticker).sort(), [hostile, "AMZN", "constructor"].sort());
  await assertBars(dashboard, [shifted(0), shifted(1), shifted(2)]);
  await assertBars(dashboard, [good[2]!]);
  assert.equal(service.lines.filter(({ msg }) => msg.includes("no features record")).length, 1);
  assert.equal(service.exitCode, null);
});

test("more windows and more bars than are kept cost no more, and are counted", async t => {
  const dashboard = await startDashboard(t, { HISTORY_BARS: "1000" });
  const { topics, service } = dashboard;
  await dashboard.create(topics.features);
  for (let from = 0; from < 3_000; from += 500)
    await dashboard.publish(Array.from({ length: 500 }, (_, n) => published(shifted(from + n))));
  const windows = Array.from({ length: 300 }, (_, n) =>
    published(shifted(3_000, { window: `w${n}`, ticker: "W" })),
  );
  await dashboard.publish(windows);
  await dashboard.ready();
  // The lag is as of the last fetch, which may be from before the last records came.
  await eventually(
    "all is read",
    async () => (await value(service, "dashboard_refused_records_total")) === 300 - 99 || undefined,
  );
  const { windows: kept } = await dashboard.market();
  assert.equal(kept.length, 100);
  await eventually(
    "nothing is left",
    async () => (await value(service, "dashboard_lag_records")) === 0 || undefined,
  );
  assert.ok((await held(dashboard)) <= 1_000);
  assert.ok((await value(service, "dashboard_history_dropped_bars_total")) >= 2_000);
  assert.equal((await dashboard.bars("AMZN", "1m")).columns.close!.at(-1), shifted(2_999).close);
});
