import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { columnsOf } from "@market/tables";
import type { Features, Tick } from "@market/windowing";
import { encodeTick } from "@market/wire";
import { jsonOf, minute } from "../dashboard/feed-records.ts";
import { someFeatures } from "../research/some-features.ts";
import { type Dashboard, events, published, startDashboard } from "./dashboard.ts";
import { eventually } from "./eventually.ts";

/** With the user's own features that have a value: a Protobuf map has no nulls. */
const RECORDS = someFeatures();
const CUSTOM = [...new Set(RECORDS.flatMap(({ custom }) => Object.keys(custom)))].sort();

/** The records of each ticker and window, oldest first. */
function bySeries(records: readonly Features[]): Map<string, Features[]> {
  const sorted = records.toSorted((a, b) => a.window_start - b.window_start);
  return Map.groupBy(sorted, ({ ticker, window }) => `${ticker} ${window}`);
}

/** Fails unless the server's answers hold exactly these records, field by field. */
async function assertServed(dashboard: Dashboard, records: readonly Features[]): Promise<void> {
  const all = bySeries(records);
  const { windows } = await dashboard.market();
  let found = 0;
  for (const { window, tickers: count } of windows) {
    const { tickers } = await dashboard.market(window);
    assert.equal(tickers.length, count);
    for (const { ticker, bars, first, last, spark } of tickers) {
      const expected = all.get(`${ticker} ${window}`);
      assert.ok(expected, `${ticker} ${window} is not on the topic`);
      found++;
      assert.equal(bars, expected.length);
      assert.equal(first.window_start, expected[0]!.window_start);
      assert.equal(first.open, expected[0]!.open);
      for (const [name, value] of Object.entries(last))
        assert.equal(value, expected.at(-1)![name as keyof Features], name);
      assert.equal(spark.at(-1), expected.at(-1)!.close);
      await assertBars(dashboard, expected, CUSTOM);
    }
  }
  assert.equal(found, all.size);
}

async function assertBars(
  dashboard: Dashboard,
  expected: readonly Features[],
  custom: readonly string[] = [],
): Promise<void> {
  const { ticker, window } = expected[0]!;
  const { columns } = await dashboard.bars(ticker, window);
  for (const { name, of } of columnsOf(custom)) {
    if (name === "ticker" || name === "window") continue;
    assert.deepEqual(columns[name], expected.map(of), `${name} of ${ticker} ${window}`);
  }
}

const asWritten = (features: Features, i: number) => {
  if (i % 3 === 0) return published(features, "json");
  return i % 3 === 1 ? published(features, "protobuf") : published(features, "protobuf", 12);
};

test("what is served are the records of the topic, however they are written, and nothing of aborted transactions", async t => {
  const dashboard = await startDashboard(t);
  const { topics, service } = dashboard;
  await dashboard.create(topics.features);
  const half = Math.floor(RECORDS.length / 2);
  const wrong = RECORDS.map(each => published({ ...each, close: 1, high: 1e9 }));
  await dashboard.publish(wrong, "abort");
  await dashboard.publish(RECORDS.slice(0, half).map(asWritten));
  await dashboard.publish(wrong, "abort");
  await dashboard.ready();
  await eventually("half of them", async () => (await held(dashboard)) === half || undefined);
  await assertServed(dashboard, RECORDS.slice(0, half));
  // The rest comes live.
  await dashboard.publish(wrong, "abort");
  await dashboard.publish(RECORDS.slice(half).map(asWritten));
  await dashboard.publish(wrong, "abort");
  await eventually("all of them", async () => (await held(dashboard)) === RECORDS.length || undefined);
  await assertServed(dashboard, RECORDS);
  // The same again, as after a replay: they give way to themselves.
  await dashboard.publish(RECORDS.map(asWritten));
  await eventually(
    "all of them again",
    async () => (await taken(dashboard)) === 2 * RECORDS.length || undefined,
  );
  await assertServed(dashboard, RECORDS);
  assert.equal(await value(service, "dashboard_undecodable_records_total"), 0);

  // One that starts now reads all of it from the log.
  const later = await startDashboard(t, { FEATURES_TOPIC: topics.features });
  await later.ready();
  await assertServed(later, RECORDS);
});

async function value(service: Dashboard["service"], name: string): Promise<number> {
  return (await service.metric(name)).get("")!;
}

const held = ({ service }: Dashboard) => value(service, "dashboard_bars_held");
const taken = ({ service }: Dashboard) => value(service, "dashboard_bars_total");

test("a stream of updates tells each record that comes, once, and none that was aborted", async t => {
  const dashboard = await startDashboard(t);
  await dashboard.create(dashboard.topics.features);
  await dashboard.publish([published(minute())]);
  await dashboard.ready();
  await eventually("the first", async () => (await held(dashboard)) === 1 || undefined);
  const { cursor } = await dashboard.market("1m");
  // What was told in the last tenth of a second before the cursor may be told again.
  const isNew = ({ window_start }: Features) => window_start > minute().window_start;
  const following = collect(dashboard, `?window=1m&cursor=${cursor}`, 3, isNew);
  const next = [1, 2, 3].map(n => shifted(n));
  await dashboard.publish([published({ ...next[0]!, close: 1 })], "abort");
  for (const each of next) await dashboard.publish([published(each)]);
  assert.deepEqual(
    (await following).map(({ window_start, close }) => [window_start, close]),
    next.map(({ window_start, close }) => [window_start, close]),
  );
});

function shifted(minutes: number, changes: Partial<Features> = {}): Features {
  const { window_start, window_end } = minute();
  const by = minutes * 60_000;
  return minute({
    window_start: window_start + by,
    window_end: window_end + by,
    close: 184 + minutes,
    ...changes,
  });
}

async function collect(
  { service }: Dashboard,
  query: string,
  count: number,
  isWanted: (bar: Features) => boolean,
): Promise<Features[]> {
  const bars: Features[] = [];
  for await (const { event, data } of events(service, query)) {
    if (event === "bars") bars.push(...(data as Features[]).filter(isWanted));
    if (bars.length >= count) break;
  }
  return bars;
}

test("topics that are not there are waited for and not made; one that is deleted and made anew is read anew", async t => {
  const dashboard = await startDashboard(t);
  const { admin, topics, service, prefix } = dashboard;
  const readiness = async () => await (await service.get("/readyz")).text();
  await eventually(
    "it says what it lacks",
    async () => (await readiness()).includes(`there is no topic ${topics.features} yet`) || undefined,
  );
  const { read, trouble, windows } = await dashboard.state();
  assert.deepEqual([read, windows], [0, []]);
  assert.equal(trouble?.said, `there is no topic ${topics.features} yet`);
  assert.deepEqual(await dashboard.market(), { ...(await dashboard.market()), window: "", tickers: [] });
  assert.ok(!(await admin.listTopics()).some(each => each.startsWith(prefix)));

  await dashboard.create(topics.features);
  await dashboard.publish([published(minute()), published(minute({ ticker: "OLD" }))]);
  await dashboard.ready();
  await eventually("two tickers", async () => (await held(dashboard)) === 2 || undefined);
  await noTrouble(dashboard);

  const { cursor } = await dashboard.market();
  const reset = firstReset(dashboard, `?window=1m&cursor=${cursor}`);
  await admin.deleteTopics({ topics: [topics.features] });
  await eventually("it is missed", async () => (await dashboard.state()).trouble ?? undefined);
  // What was read is shown until there is something else.
  assert.equal(await held(dashboard), 2);
  await dashboard.create(topics.features);
  await dashboard.publish([published(minute({ ticker: "NEW", close: 7 }))]);
  await eventually("the new ticker alone", async () => {
    const { tickers } = await dashboard.market();
    return String(tickers.map(({ ticker }) => ticker)) === "NEW" || undefined;
  });
  await reset;
  await dashboard.ready();
  await noTrouble(dashboard);
});

async function noTrouble(dashboard: Dashboard): Promise<void> {
  await eventually("no trouble", async () => (await dashboard.state()).trouble === null || undefined);
}

async function firstReset({ service }: Dashboard, query: string): Promise<void> {
  for await (const { event } of events(service, query)) if (event === "reset") return;
}

test("the state line's figures are those of the topics and the groups", async t => {
  const dashboard = await startDashboard(t, { HISTORY: "1h" });
  const { topics, producer, prefix, kafka } = dashboard;
  await eventually("nothing is known", async () =>
    (await dashboard.state()).ingestors === 0 ? true : undefined,
  );
  const before = await dashboard.state();
  assert.deepEqual(
    [before.feedDelayMs, before.tickAt, before.heardAt, before.lateTicks, before.watermarkDelayMs],
    [null, null, null, null, null],
  );
  await dashboard.create(topics.ticks, topics.late, topics.features);
  await dashboard.ready();

  const now = Date.now();
  const tick = (receivedTime: number, delayMs: number, changes: Partial<Tick> = {}) => {
    const made = {
      ticker: "AMZN",
      time: receivedTime - delayMs,
      received_time: receivedTime,
      price: 1,
      ...changes,
    };
    return { key: "AMZN", value: Buffer.from(encodeTick(made as Tick)), timestamp: String(receivedTime) };
  };
  const ticks = [100, 200, 5_000].map((delayMs, i) => ({ ...tick(now - 3_000 + i, delayMs), partition: i }));
  const snapshot = { ...tick(now - 2_000, 3_600_000, { snapshot: true }), partition: 1 };
  const clock = { key: null, value: null, timestamp: String(now - 1_000), partition: 2 };
  await producer.send({ topic: topics.ticks, messages: [...ticks, snapshot, clock] });
  const late = [1, 2, 3, 200].map(minutes => tick(now - minutes * 60_000, 60_000));
  await producer.send({ topic: topics.late, messages: late });
  const window_end = Date.now() - 5_000;
  await dashboard.publish([published(minute({ window_start: window_end - 60_000, window_end }))]);

  const consumers = [prefix, prefix, `${prefix}-ingestors`].map(groupId =>
    kafka.consumer({ groupId, heartbeatInterval: 200 }),
  );
  const join = async (consumer: (typeof consumers)[number]) => {
    await consumer.connect();
    t.after(() => consumer.disconnect());
    await consumer.subscribe({ topics: [topics.ticks] });
    await consumer.run({ eachMessage: async () => undefined });
  };
  await Promise.all(consumers.map(join));
  const seen = await eventually("the groups", async () => {
    const state = await dashboard.state();
    return state.windowers === 2 && state.ingestors === 1 ? state : undefined;
  });
  assert.equal(seen.feedDelayMs, 200);
  assert.equal(seen.tickAt, now - 2_000);
  assert.equal(seen.heardAt, now - 1_000);
  assert.equal(seen.lateTicks, 3);
  assert.ok(
    seen.watermarkDelayMs! >= 5_000 && seen.watermarkDelayMs! < 65_000,
    String(seen.watermarkDelayMs),
  );
  assert.equal(seen.trouble, null);
  assert.equal(seen.read, 1);
  assert.deepEqual(seen.windows, [{ window: "1m", kind: "tumbling", tickers: 1 }]);
  await consumers[0]!.disconnect();
  await eventually("one windower", async () => (await dashboard.state()).windowers === 1 || undefined);
});

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
  assert.equal(await value(service, "dashboard_lag_records"), 0);
  assert.ok((await held(dashboard)) <= 1_000);
  assert.ok((await value(service, "dashboard_history_dropped_bars_total")) >= 2_000);
  assert.equal((await dashboard.bars("AMZN", "1m")).columns.close!.at(-1), shifted(2_999).close);
});

test("a running dashboard has every metric of docs/metrics.md, and leaves no consumer group behind", async t => {
  const dashboard = await startDashboard(t);
  const { topics, service, admin, prefix } = dashboard;
  await dashboard.create(topics.features, topics.ticks, topics.late);
  await dashboard.publish([published(minute())]);
  await dashboard.ready();
  const page = await (await service.get("/metrics")).text();
  const document = readFileSync(new URL("../../docs/metrics.md", import.meta.url), "utf8");
  const names = [...document.matchAll(/^\| `(dashboard_\w+)` \|/gm)].map(([, name]) => name!);
  assert.ok(names.length > 10);
  for (const name of names) assert.match(page, new RegExp(`^${name}({.*})? `, "m"));
  const groups = (await admin.listGroups()).groups.map(({ groupId }) => groupId);
  assert.deepEqual(
    groups.filter(each => each.startsWith(prefix) || each.startsWith("dashboard")),
    [],
  );
});

test("it says that it is shutting down, lets go of streams and requests, and ends with exit code 0", async t => {
  const dashboard = await startDashboard(t);
  const { service, topics } = dashboard;
  await dashboard.create(topics.features);
  await dashboard.ready();
  const streams = Array.from({ length: 20 }, () => drain(dashboard));
  await eventually("streams", async () => (await value(service, "dashboard_streams")) === 20 || undefined);
  const words = lastWords(dashboard);
  assert.equal(await service.stop(), 0);
  assert.deepEqual(
    [...(await words)].filter(each => each !== "ready\n"),
    ["shutting down\n"],
  );
  await Promise.all(streams);
  assert.equal(service.stderr, "");
});

async function drain({ service }: Dashboard): Promise<void> {
  try {
    for await (const _ of events(service, "?window=1m"));
  } catch {
    // Cut off: that is how it ends.
  }
}

/** What it says of its readiness until nobody answers. */
async function lastWords({ service }: Dashboard): Promise<Set<string>> {
  const said = new Set<string>();
  try {
    for (;;) said.add(await (await service.get("/readyz")).text());
  } catch {
    return said;
  }
}
