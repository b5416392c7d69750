import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { isTraceparent } from "@market/runtime";
import { decodeTick } from "@market/wire";
import { type Pair, startPair } from "./pair.ts";
import { type Read, readTopic } from "./topic.ts";
import { topicsOf, variablesOf } from "./topics.ts";
import { type CollectedSpan, type Collector, startCollector } from "./tracing-collector.ts";

const TICKERS = ["TA", "TB", "TC", "TD"];
const PAIR = { tickers: TICKERS, windows: "1s,3s/1s,session:2s", wait: "1s" };

/** Ticks of all tickers, ten a second each. */
async function send(pair: Pair, seconds: number): Promise<void> {
  for (let i = 0; i < seconds * 10; i++) {
    for (const id of TICKERS) pair.simulator.publish({ id, price: 10 + i, time: Date.now(), quote_type: 8 });
    await sleep(100);
  }
}

function headersOf({ message }: Read): Record<string, string> {
  return Object.fromEntries(
    Object.entries(message.headers ?? {}).map(([name, value]) => [name, String(value)]),
  );
}

const traceOf = (record: Read) => headersOf(record).traceparent;

/** What a record says, its place in the log and its trace aside. */
function withoutTrace(records: readonly Read[]): string[] {
  const texts = records.map(record => {
    const { key, value, timestamp } = record.message;
    const { traceparent, ...headers } = headersOf(record);
    return JSON.stringify([record.partition, key, value?.toString("base64"), timestamp, headers]);
  });
  return texts.sort();
}

/** The spans by what a header says of them. */
function byTraceparent(spans: readonly CollectedSpan[]): Map<string, CollectedSpan> {
  return new Map(spans.map(span => [`00-${span.traceId}-${span.spanId}-01`, span]));
}

const parentOf = (span: CollectedSpan) => `00-${span.traceId}-${span.parentSpanId}-01`;

/** The tick records that a features record may have been computed from, by its offsets. */
function ticksOf(features: Read, ticks: readonly Read[]): Read[] {
  const { first_offset, last_offset } = JSON.parse(String(features.message.value));
  return ticks.filter(({ partition, message }) => {
    const isWithin = Number(message.offset) >= first_offset && Number(message.offset) <= last_offset;
    return isWithin && partition === features.partition && features.message.key?.equals(message.key!);
  });
}

function assertFromFrameToLog(ticks: readonly Read[], spans: Map<string, CollectedSpan>): void {
  for (const tick of ticks) {
    assert.ok(isTraceparent(traceOf(tick)), traceOf(tick));
    const publish = spans.get(traceOf(tick)!);
    assert.equal(publish?.name, "publish");
    assert.equal(publish.service, "ingestor");
    assert.equal(publish.attributes["messaging.kafka.message.key"], String(tick.message.key));
    assert.equal(publish.attributes["messaging.destination.partition.id"], String(tick.partition));
    const receive = spans.get(parentOf(publish));
    assert.equal(receive?.name, "receive");
    assert.equal(receive.parentSpanId, undefined);
    assert.equal(receive.start, Number(tick.message.timestamp));
    assert.ok(publish.end >= publish.start && publish.start >= receive.start);
  }
}

function assertFromLogToFeatures(
  all: readonly Read[],
  ticks: readonly Read[],
  spans: Map<string, CollectedSpan>,
) {
  for (const features of all) {
    const window = spans.get(traceOf(features) ?? "");
    const { ticker, window: name, window_start } = JSON.parse(String(features.message.value));
    assert.equal(window?.name, "window", `${ticker} ${name} ${window_start} ${traceOf(features)}`);
    assert.equal(window.service, "windower");
    assert.deepEqual(
      [window.attributes.ticker, window.attributes.window, window.attributes.window_start],
      [ticker, name, String(window_start)],
    );
    assert.ok(window.end >= window.start);
    assert.ok(ticksOf(features, ticks).some(tick => traceOf(tick) === parentOf(window)));
  }
}

async function run(pair: Pair): Promise<void> {
  await send(pair, 6);
  pair.simulator.publish({ id: TICKERS[0]!, price: 99, time: Date.now() - 60_000, quote_type: 8 });
  // Sessions end, and everything is committed.
  await sleep(5_000);
  await pair.drain();
}

const ticksIn = async (pair: Pair) =>
  (await readTopic(pair.topics.ticks)).filter(({ message }) => message.value !== null);

test("a frame's trace goes through its tick to every window that holds it, and changes nothing else", async () => {
  const collector = await startCollector();
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_TRACES_SAMPLER_ARG: "1" };
  const pair = await startPair({ ...PAIR, env });
  try {
    await run(pair);
    assert.equal(await pair.windower.stop(), 0);
    const spans = byTraceparent(collector.spans);
    const ticks = await ticksIn(pair);
    const features = await readTopic(pair.topics.features);
    assert.ok(
      ticks.length > 200 && features.length > 40,
      `${ticks.length} ticks, ${features.length} features`,
    );
    assertFromFrameToLog(ticks, spans);
    assertFromLogToFeatures(features, ticks, spans);
    const late = await readTopic(pair.topics.late);
    assert.equal(late.length, 1);
    const offset = headersOf(late[0]!).offset;
    const same = ticks.find(
      tick => tick.message.offset === offset && decodeTick(tick.message.value!)!.price === 99,
    );
    assert.equal(traceOf(late[0]!), traceOf(same!));
    assert.deepEqual(new Set(collector.requests), new Set(["POST /v1/traces"]));

    await assertSameWithout(pair, collector, { ticks, features, late });
  } finally {
    await pair.close();
    await collector.close();
  }
});

/** The same ticks once more, by a windower that makes no spans: it passes on the trace it was given. */
async function assertSameWithout(
  pair: Pair,
  collector: Collector,
  traced: Readonly<Record<"ticks" | "features" | "late", readonly Read[]>>,
): Promise<void> {
  const requests = collector.requests.length;
  const again = `${pair.topics.features}-again`;
  pair.startWindower({
    ...variablesOf(again),
    TICKS_TOPIC: pair.topics.ticks,
    OTEL_EXPORTER_OTLP_ENDPOINT: "",
  });
  await pair.drain();
  const features = await readTopic(topicsOf(again).features);
  const late = await readTopic(topicsOf(again).late);
  assert.deepEqual(withoutTrace(features), withoutTrace(traced.features));
  assert.deepEqual(withoutTrace(late), withoutTrace(traced.late));
  assert.deepEqual(late.map(traceOf), traced.late.map(traceOf));
  for (const each of features)
    assert.ok(ticksOf(each, traced.ticks).some(tick => traceOf(tick) === traceOf(each)));
  assert.equal(collector.requests.length, requests);
}

test("without an endpoint there is no header, and no request to anybody", async () => {
  const collector = await startCollector();
  const pair = await startPair({ ...PAIR, env: { OTEL_TRACES_SAMPLER_ARG: "1" } });
  try {
    await run(pair);
    const features = await readTopic(pair.topics.features);
    assert.ok(features.length > 40);
    for (const each of [...(await ticksIn(pair)), ...features, ...(await readTopic(pair.topics.late))])
      assert.equal(traceOf(each), undefined);
    assert.deepEqual(collector.requests, []);
  } finally {
    await pair.close();
    await collector.close();
  }
});

test("a collector that is dead or never answers costs spans, and neither features nor a quick end", async () => {
  for (const mute of [false, true]) {
    const collector = await startCollector({ mute });
    if (!mute) await collector.close();
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_TRACES_SAMPLER_ARG: "1" };
    const pair = await startPair({ ...PAIR, env });
    try {
      await send(pair, 8);
      for (const service of [pair.ingestor, pair.windower]) {
        const beganAt = performance.now();
        assert.equal(await service.stop(), 0, service.stderr);
        assert.ok(performance.now() - beganAt < 7_000, `${performance.now() - beganAt} ms`);
        const warnings = service.lines.filter(({ msg }) => msg.startsWith("spans are lost"));
        assert.ok(warnings.length <= 1, `${warnings.length} warnings`);
        if (!mute) assert.equal(warnings.length, 1);
      }
      assert.ok((await readTopic(pair.topics.features)).length > 40);
    } finally {
      await pair.close();
      await collector.close();
    }
  }
});
