import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { garbageFrames } from "@market/simulator";
import { encodePricing, parseFrame } from "@market/wire";
import { assertFeatures, expectedOf } from "./expected.ts";
import { type Pair, startPair } from "./pair.ts";
import { type Read, readTopic } from "./topic.ts";
import { nextPricing, randomOf, type Stock } from "./traffic.ts";

const TICKERS = Array.from({ length: 50 }, (_, index) => `${"ABCDE"[index % 5]}${index}`);
const TICKS = 10_000;
const SECONDS = 12;

let pair: Pair;
let ticks: Read[];
let features: Read[];
let deadLetters: Read[];
let frames: Map<string, number>;

before(async () => {
  pair = await startPair({ tickers: TICKERS, windows: "2s,5s", wait: "2s" });
  await sendTraffic();
  await sendGarbage();
  frames = await pair.ingestor.metric("ingestor_frames_total");
  await pair.drain();
  ticks = await readTopic(pair.topics.ticks);
  features = await readTopic(pair.topics.features);
  deadLetters = await readTopic(pair.topics.dead);
});

after(() => pair?.close());

/** Ten of the tickers fall silent half-way: only clock records can close their last windows. */
async function sendTraffic(): Promise<void> {
  const random = randomOf(20_240_416);
  const stocks: Stock[] = TICKERS.map((id, i) => ({ id, price: 50 + i, volume: i * 1_000, last: undefined }));
  const steps = SECONDS * 20;
  for (let step = 0; step < steps; step++) {
    const active = step < steps / 2 ? stocks : stocks.slice(10);
    for (let i = 0; i < TICKS / steps; i++) {
      pair.simulator.publish(nextPricing(active[Math.floor(random() * active.length)]!, Date.now(), random));
    }
    await sleep(50);
  }
  // Silence: the clock records of these seconds close what is open.
  await sleep(6_000);
}

async function sendGarbage(): Promise<void> {
  const like = { id: TICKERS[0]!, price: 50, exchange: "NMS", quote_type: 8, market_hours: 1 };
  for (const { frame } of garbageFrames(Date.now(), like)) pair.simulator.send(frame);
  const last = { ...like, id: TICKERS[1]!, time: Math.floor(Date.now() / 1_000) * 1_000 };
  pair.simulator.send(
    JSON.stringify({ type: "pricing", message: Buffer.from(encodePricing(last)).toString("base64") }),
  );
  await sleep(1_500);
}

test("every record of the features topic is the naive model's, and none is missing or there twice", () => {
  const expected = expectedOf(ticks, { ...pair.windowing, definitions: [...pair.windowing.definitions] });
  const published = features.map(({ message }) => JSON.parse(String(message.value)));
  assert.ok(expected.features.length > 500, `only ${expected.features.length} windows to compare`);
  assert.ok(expected.late.length > 100, `only ${expected.late.length} late ticks to compare`);
  assertFeatures(published, expected.features);
});

test("features carry their ticker as key, their window's end as timestamp, and lie on the partition of their ticks", () => {
  const partitions = new Map(ticks.map(({ message, partition }) => [String(message.key), partition]));
  for (const { message, partition } of features) {
    const record = JSON.parse(String(message.value));
    assert.equal(String(message.key), record.ticker);
    assert.equal(Number(message.timestamp), record.window_end);
    assert.equal(String(message.headers?.window), record.window);
    assert.equal(partition, partitions.get(record.ticker));
  }
});

test("every late tick is in the late-ticks topic once", async () => {
  const expected = expectedOf(ticks, { ...pair.windowing, definitions: [...pair.windowing.definitions] });
  const late = await readTopic(pair.topics.late);
  const place = (partition: number, offset: number) => `${partition}:${offset}`;
  const offsets = late.map(({ message, partition }) => place(partition, Number(message.headers?.offset)));
  assert.equal(new Set(offsets).size, offsets.length);
  assert.equal(offsets.length, expected.late.length);
});

test("windows of tickers that fell silent are closed by clock records", () => {
  const closed = new Set(features.map(({ message }) => String(message.key)));
  for (const ticker of TICKERS) assert.ok(closed.has(ticker), `${ticker} has no window`);
});

test("the counts of what became of frames add up to the frames that were sent", () => {
  const total = [...frames.values()].reduce((sum, count) => sum + count, 0);
  assert.equal(total, pair.simulator.stats().frames.total);
  const published = ticks.filter(({ message }) => message.value !== null).length;
  const counted = (frames.get('result="tick"') ?? 0) + (frames.get('result="snapshot"') ?? 0);
  assert.equal(published, counted);
  assert.ok((frames.get('result="repeat"') ?? 0) > 100);
});

test("what was no tick is a dead letter with its reason, and the pair goes on", () => {
  const reasons = new Map<string, number>();
  for (const { message } of deadLetters) {
    const reason = String(message.headers?.reason);
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    assert.ok((message.value?.length ?? 0) <= 64 * 1_024);
  }
  const expected = new Map<string, number>();
  for (const { frame } of garbageFrames(Date.now())) {
    const parsed = parseFrame(frame, Date.now());
    if ("reason" in parsed && !parsed.harmless)
      expected.set(parsed.reason, (expected.get(parsed.reason) ?? 0) + 1);
  }
  // An hour ahead is a good tick for the ingestor; the windower does not believe it.
  expected.set("future", 1);
  assert.deepEqual(Object.fromEntries([...reasons].sort()), Object.fromEntries([...expected].sort()));
  assert.ok(ticks.some(({ message }) => String(message.key) === TICKERS[1]));
});
