import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { eventually } from "./eventually.ts";
import { type Pair, startPair } from "./pair.ts";
import type { Service } from "./service.ts";
import { nextPricing, randomOf, type Stock } from "./traffic.ts";

const TICKERS = Array.from({ length: 6 }, (_, index) => `M${index}`);
const PARTITIONS = 3;
const NAMES = [
  ...readFileSync(new URL("../../docs/metrics.md", import.meta.url), "utf8").matchAll(/^\| `(\w+)` \|/gm),
].map(([, name]) => name!);

let pair: Pair;
let isSending = true;
let sending: Promise<void>;

before(async () => {
  pair = await startPair({ tickers: TICKERS, windows: "1s,3s/1s,session:5s", wait: "1s" });
  sending = sendTicks();
  for (const service of [pair.ingestor, pair.windower])
    await eventually("ready", async () => ((await readiness(service)).status === 200 ? true : undefined));
  await eventually("features that could be read", async () =>
    (await value(pair.windower, "windower_due_to_visible_seconds_count")) > 3 ? true : undefined,
  );
});

after(async () => {
  isSending = false;
  await sending;
  await pair?.close();
});

async function sendTicks(): Promise<void> {
  const random = randomOf(5);
  const stocks: Stock[] = TICKERS.map((id, i) => ({ id, price: 50 + i, volume: 0, last: undefined }));
  while (isSending) {
    for (const stock of stocks) pair.simulator.publish(nextPricing(stock, Date.now(), random));
    await sleep(100);
  }
}

async function readiness(service: Service): Promise<{ status: number; body: string }> {
  if (service.port === undefined) return { status: 0, body: "" };
  const response = await service.get("/readyz");
  return { status: response.status, body: await response.text() };
}

/** The only sample of a metric. */
async function value(service: Service, name: string): Promise<number> {
  const samples = await service.metric(name);
  assert.equal(samples.size, 1, name);
  return [...samples.values()][0]!;
}

/** The samples of a metric by partition. */
async function byPartition(service: Service, name: string): Promise<number[]> {
  const samples = await service.metric(name);
  return Array.from(
    { length: PARTITIONS },
    (_, partition) => samples.get(`partition="${partition}"`) ?? Number.NaN,
  );
}

function assertBetween(low: number, found: number, high: number, what: string): void {
  assert.ok(found >= low && found <= high, `${what}: ${found} is not from ${low} to ${high}`);
}

test("a running pair has every metric of docs/metrics.md, each described once, and Node's own", async () => {
  for (const [name, service] of [
    ["ingestor", pair.ingestor],
    ["windower", pair.windower],
  ] as const) {
    const page = await (await service.get("/metrics")).text();
    const types = [...page.matchAll(/^# TYPE (\S+) /gm)].map(([, each]) => each!);
    assert.equal(new Set(types).size, types.length);
    const expected = NAMES.filter(each => each.startsWith(name));
    assert.ok(expected.length > 15);
    assert.deepEqual(types.filter(each => each.startsWith(name)).sort(), expected.sort());
    // All have samples but those of features that nobody has written.
    for (const each of expected)
      if (!each.includes("custom_feature")) assert.match(page, new RegExp(`^${each}(_count)?({.*})? `, "m"));
    for (const each of ["nodejs_eventloop_lag_p99_seconds", "process_resident_memory_bytes"])
      assert.ok(types.includes(each), each);
  }
});

test("the windower's values are those of a pair that keeps up", async () => {
  const { windower } = pair;
  assert.deepEqual(Object.fromEntries(await windower.metric("windower_tasks")), {
    'state="live"': PARTITIONS,
    'state="recovering"': 0,
  });
  for (const lag of await byPartition(windower, "windower_lag_records")) assertBetween(0, lag, 1_000, "lag");
  // WAIT, at most a second of silence, and what a busy machine adds.
  for (const delay of await byPartition(windower, "windower_watermark_delay_seconds"))
    assertBetween(1, delay, 20, "watermark delay");
  const committed = await byPartition(windower, "windower_committed_position");
  const positions = await byPartition(windower, "windower_position");
  for (const [i, position] of positions.entries())
    assertBetween(committed[i]!, position, 100_000, "position");
  const commits = await value(windower, "windower_commits_total");
  assertBetween(
    commits,
    await value(windower, "windower_transaction_seconds_count"),
    commits + 10,
    "commits",
  );
  for (const name of ["windower_transaction_seconds", "windower_due_to_visible_seconds"]) {
    const mean = (await value(windower, `${name}_sum`)) / (await value(windower, `${name}_count`));
    assertBetween(0.000_1, mean, 20, name);
  }
  assert.equal(await value(windower, "windower_tickers"), TICKERS.length);
  assertBetween(TICKERS.length, await value(windower, "windower_open_windows"), 1_000, "open windows");
  const held = await value(windower, "windower_ticks_held");
  assertBetween(TICKERS.length, held, 10_000, "ticks held");
  assertBetween(TICKERS.length * 56, await value(windower, "windower_bytes_held"), 10_000_000, "bytes held");
  assertBetween(0, await value(windower, "windower_clock_ahead_seconds"), 1, "clock ahead");
  assertBetween(1, await value(windower, "windower_rebalances_total"), 10, "rebalances");
});

test("the ingestor's values are those of a feed that flows into a log that takes it", async () => {
  const { ingestor } = pair;
  const lastFrame = await value(ingestor, "ingestor_feed_last_frame_timestamp_seconds");
  assertBetween(Date.now() / 1_000 - 20, lastFrame, Date.now() / 1_000 + 1, "last frame");
  const published = await value(ingestor, "ingestor_publish_seconds_count");
  const mean = (await value(ingestor, "ingestor_publish_seconds_sum")) / published;
  assertBetween(0.000_1, mean, 20, "publish seconds");
  assertBetween(published, await value(ingestor, "ingestor_ticks_published_total"), 100_000, "ticks");
  assert.deepEqual(Object.fromEntries(await ingestor.metric("ingestor_dropped_total")), {
    'kind="record"': 0,
    'kind="dead_letter"': 0,
  });
  assert.equal((await ingestor.metric("ingestor_sockets")).get('state="open"'), 1);
  assert.equal((await ingestor.metric("ingestor_tickers")).get('seen="1m"'), TICKERS.length);
  assertBetween(1, await value(ingestor, "ingestor_rebalances_total"), 10, "rebalances");
});

test("without an ingestor the watermarks fall behind and the lag does not: that is how the two are told apart", async () => {
  assert.equal(await lastWords(pair.ingestor), "shutting down\n");
  await eventually("no lag", async () => {
    const lags = await byPartition(pair.windower, "windower_lag_records");
    return lags.every(lag => lag === 0) || undefined;
  });
  const before = await byPartition(pair.windower, "windower_watermark_delay_seconds");
  await sleep(2_000);
  const behind = await byPartition(pair.windower, "windower_watermark_delay_seconds");
  for (const [i, delay] of behind.entries())
    assertBetween(before[i]! + 1.5, delay, before[i]! + 60, "watermark delay");
  for (const lag of await byPartition(pair.windower, "windower_lag_records")) assert.equal(lag, 0);
});

test("a windower is not ready from the moment it is told to end", async () => {
  assert.equal((await readiness(pair.windower)).status, 200);
  assert.equal(await lastWords(pair.windower), "shutting down\n");
});

/** Ends a service and asks it all the while whether it is ready; returns what it says from the signal on. */
async function lastWords(service: Service): Promise<string> {
  const asking = Promise.all(Array.from({ length: 3 }, () => askToTheEnd(service)));
  service.signal("SIGTERM");
  const all = await asking;
  await service.exited;
  assert.equal(service.exitCode, 0);
  const words = all.flatMap(answers => {
    const from = answers.findIndex(each => each !== "ready\n");
    return from < 0 ? [] : answers.slice(from);
  });
  const said = new Set(words);
  assert.equal(said.size, 1, `said ${[...said]} in ${all.flat().length} answers`);
  return words[0]!;
}

async function askToTheEnd(service: Service): Promise<string[]> {
  const answers: string[] = [];
  try {
    for (;;) answers.push((await readiness(service)).body);
  } catch {
    return answers;
  }
}
