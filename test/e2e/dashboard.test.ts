import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Features, Tick } from "@market/windowing";
import { encodeTick } from "@market/wire";
import { minute } from "../dashboard/feed-records.ts";
import { someFeatures } from "../research/some-features.ts";
import { type Dashboard, events, published, startDashboard } from "./dashboard.ts";
import { assertServed, held, shifted, taken, value } from "./dashboard-bars.ts";
import { eventually } from "./eventually.ts";

/** With the user's own features that have a value: a Protobuf map has no nulls. */
const RECORDS = someFeatures();
const CUSTOM = [...new Set(RECORDS.flatMap(({ custom }) => Object.keys(custom)))].sort();

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
  await assertServed(dashboard, RECORDS.slice(0, half), CUSTOM);
  // The rest comes live.
  await dashboard.publish(wrong, "abort");
  await dashboard.publish(RECORDS.slice(half).map(asWritten));
  await dashboard.publish(wrong, "abort");
  await eventually("all of them", async () => (await held(dashboard)) === RECORDS.length || undefined);
  await assertServed(dashboard, RECORDS, CUSTOM);
  // The same again, as after a replay: they give way to themselves.
  await dashboard.publish(RECORDS.map(asWritten));
  await eventually(
    "all of them again",
    async () => (await taken(dashboard)) === 2 * RECORDS.length || undefined,
  );
  await assertServed(dashboard, RECORDS, CUSTOM);
  assert.equal(await value(service, "dashboard_undecodable_records_total"), 0);

  // One that starts now reads all of it from the log.
  const later = await startDashboard(t, { FEATURES_TOPIC: topics.features });
  await later.ready();
  await assertServed(later, RECORDS, CUSTOM);
});

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
