import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Child } from "../child.ts";
import { nextRun } from "../drain.ts";
import { Topic } from "../kafka/topic.ts";
import { createTopics, deleteTopics } from "../kafka/topics.ts";
import type { Bench, Result } from "../part.ts";
import { tickerOf } from "../ticks.ts";
import { metricsOf, sumOf, untilReady } from "../windower-process.ts";
import { bucketsOf, quantileOf } from "./buckets.ts";
import { wallClock } from "./clock.ts";
import { poll } from "./poll.ts";
import { percentiles } from "./samples.ts";
import { PARTITIONS, type Span, TICKERS } from "./span.ts";

const SIMULATOR = fileURLToPath(new URL("../../services/simulator/src/main.ts", import.meta.url));
const INGESTOR = fileURLToPath(new URL("../../services/ingestor/src/main.ts", import.meta.url));
const START_MS_MAX = 60_000;
/** Below this share of the rate asked for, the simulator has not kept up, or the ingestor. */
const KEPT_UP = 0.97;

/**
 * From the receipt of a frame until its tick is acknowledged. Two figures: from the record's timestamp, which is when the ingestor
 * received it, until a consumer that polls all the time has it (an upper bound, for each tick); and the ingestor's own histogram,
 * which has the oldest tick of each send (what stands above its buckets is interpolated).
 */
export async function receivedToAcknowledged(bench: Bench, rate: number, span: Span): Promise<Result[]> {
  const brokers = await bench.broker();
  const run = nextRun();
  const ticks = `${run}.ticks`;
  await createTopics(brokers, PARTITIONS, ticks);
  const children: Child[] = [];
  const start = (name: string, main: string, env: Record<string, string>) => {
    const child = new Child(name, { file: process.execPath, args: [main], env });
    children.unshift(child);
    return child;
  };
  try {
    const perTicker = String(rate / TICKERS);
    const simulator = start("simulator", SIMULATOR, {
      SIMULATOR_PORT: "0",
      SIMULATOR_TICKS_PER_SECOND: perTicker,
    });
    await simulator.until("it speaks", line => line.includes("ws://"), START_MS_MAX, bench.signal);
    const url = /ws:\S+/.exec(simulator.lines.join("\n"))![0];
    const ingestor = start("ingestor", INGESTOR, ingestorVariables(brokers, run, ticks, url));
    await untilReady(ingestor, START_MS_MAX, bench.signal);
    return await measure(brokers, ingestor, { ticks, rate, span }, bench.signal);
  } finally {
    for (const child of children) await child.stop();
    await deleteTopics(brokers, run);
  }
}

interface Measured {
  readonly ticks: string;
  readonly rate: number;
  readonly span: Span;
}

async function measure(
  brokers: string,
  ingestor: Child,
  { ticks, rate, span }: Measured,
  signal: AbortSignal,
): Promise<Result[]> {
  const from = wallClock() + span.warmUpMs;
  const latencies: number[] = [];
  const stop = new AbortController();
  const topic = await Topic.open(brokers, ticks);
  const reading = poll(topic, stop.signal, ({ time, key }) => {
    // Clock records and gaps wait for no send.
    if (key !== null && time >= from) latencies.push(wallClock() - time);
  });
  try {
    const counting = countPublished(ingestor, span, signal);
    const { publish, published } = await Promise.race([counting, reading.then(() => counting)]);
    stop.abort();
    await reading;
    return resultsOf(rate, latencies, publish, published);
  } finally {
    stop.abort();
    topic.close();
  }
}

function ingestorVariables(brokers: string, run: string, ticks: string, url: string): Record<string, string> {
  return {
    KAFKA_BROKERS: brokers,
    TICKS_TOPIC: ticks,
    DEAD_LETTERS_TOPIC: `${run}.dead-letters`,
    WATCHLIST_TOPIC: `${run}.watchlist`,
    INGESTOR_GROUP_ID: run,
    TOPIC_PARTITIONS: String(PARTITIONS),
    YAHOO_URL: url,
    TICKERS: Array.from({ length: TICKERS }, (_, i) => tickerOf(i)).join(),
    HTTP_PORT: "0",
  };
}

/** The histogram of the measured span alone, and how many ticks/s were published in it. */
async function countPublished(ingestor: Child, { warmUpMs, measureMs }: Span, signal: AbortSignal) {
  await sleep(warmUpMs, undefined, { signal });
  const before = await metricsOf(ingestor);
  const startedAt = performance.now();
  await sleep(measureMs, undefined, { signal });
  const after = await metricsOf(ingestor);
  const seconds = (performance.now() - startedAt) / 1_000;
  const count = (metrics: string) => sumOf(metrics, "ingestor_ticks_published_total");
  return {
    publish: bucketsOf(after, "ingestor_publish_seconds", before),
    published: (count(after) - count(before)) / seconds,
  };
}

function resultsOf(
  rate: number,
  latencies: readonly number[],
  publish: ReturnType<typeof bucketsOf>,
  published: number,
): Result[] {
  const isKept = published >= KEPT_UP * rate;
  const note = isKept
    ? "until a consumer has it"
    : `only ${Math.round(published)} ticks/s came: simulator or ingestor cannot do more here`;
  const name = `${rate} ticks/s: frame received to tick acknowledged`;
  const own = [0.5, 0.99].map(share => {
    const value = quantileOf(publish, share) * 1_000;
    const labels = { part: "latency", name: `${name}, p${share * 100} of sends`, unit: "ms" };
    return { ...labels, value, min: value, max: value, runs: 1, note: "the ingestor's own histogram" };
  });
  return [...percentiles({ part: "latency", name, note }, latencies), ...own];
}
