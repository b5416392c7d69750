import { setTimeout as sleep } from "node:timers/promises";
import {
  createClient,
  ensureTopics,
  KafkaTickSink,
  plainTopic,
  SchemaRegistry,
  ShardGroup,
  ticksTopic,
  Watchlist,
  watchlistTopic,
} from "@market/kafka";
import { type Log, serveHttp, startTracing, systemClock, type Tracing } from "@market/runtime";
import { isTicker } from "@market/wire";
import type { IngestorConfig } from "./config.ts";
import { Ingest } from "./ingest.ts";
import { IngestorMetrics } from "./metrics.ts";
import { findMissing } from "./readiness.ts";
import { createReceivedClock } from "./received-clock.ts";
import { watchSilence } from "./silence-watch.ts";
import { TickSpans } from "./tick-spans.ts";
import { registerTicks } from "./ticks-schema.ts";
import { createYahooSource } from "./yahoo-source.ts";

/** Without a broker a producer cannot be closed properly. */
const CLOSE_MS = 1_000;

/** The ingestor's parts, wired: the feed, what takes it in, and the share of the partitions that is ours. */
function createParts(
  config: IngestorConfig,
  log: Log,
  metrics: IngestorMetrics,
  tracing: Tracing | undefined,
) {
  const { kafka: kafkaConfig, registry: registryConfig, group, url, snapshotAgeMs } = config;
  const { topics, partitions } = kafkaConfig;
  const kafka = createClient(kafkaConfig, `ingestor-${process.pid}`, log);
  const registry = registryConfig && new SchemaRegistry(registryConfig, log);
  const receivedTime = createReceivedClock();
  const source = createYahooSource({
    url,
    log,
    receivedTime,
    onConnected: () => metrics.connections.inc(),
    onReconnect: reason => metrics.reconnects.inc({ reason }),
    onState: state => metrics.socketsAre(state),
    onDropped: frames => metrics.frames.inc({ result: "overrun" }, frames),
  });
  const { ticks, deadLetters } = topics;
  const mayWrite = (): boolean => shards.isCertain;
  const sink = new KafkaTickSink({
    kafka,
    ticksTopic: ticks,
    deadLettersTopic: deadLetters,
    partitions,
    mayWrite,
    isOurs: partition => shards.owned.has(partition),
    log,
  });
  const ingest = new Ingest({
    source,
    sink,
    snapshotAgeMs,
    receivedTime,
    mayWrite,
    ...(tracing && { spans: new TickSpans(tracing, ticks) }),
    log,
    metrics,
  });
  const shards = new ShardGroup({
    kafka,
    group,
    topic: ticks,
    log,
    clock: systemClock,
    onAssigned: ({ owned, gained, lost }) => {
      metrics.rebalances.inc();
      // Whoever owns everything again was alone: the group was only empty in between.
      const isAlone = owned.size === partitions;
      ingest.own(owned, new Set(isAlone ? [] : [...gained].filter(partition => lost.has(partition))));
    },
  });
  return { kafka, registry, found: { hasTopics: false }, source, sink, ingest, shards };
}

type Parts = ReturnType<typeof createParts>;

/** Runs the ingestor against Kafka until `signal` is aborted. */
export async function runIngestor(config: IngestorConfig, log: Log, signal: AbortSignal): Promise<void> {
  const metrics = new IngestorMetrics();
  metrics.countFromZero();
  const tracing = await startTracing(config.tracing, "ingestor", log);
  const parts = createParts(config, log, metrics, tracing);
  const { registry, found, source, sink, ingest, shards } = parts;
  const http = await serveHttp({
    host: config.httpHost,
    port: config.httpPort,
    registry: metrics.registry,
    missing: () =>
      findMissing({
        isEnding: signal.aborted,
        brokers: config.kafka.brokers,
        hasTopics: found.hasTopics,
        schemas: registry?.missing ?? [],
        hasJoined: shards.hasJoined,
        isCertain: shards.isCertain,
        feed: source.missing,
      }),
    pages: { "/tickers": () => ingest.report() },
    log,
  });
  log.info({ port: http.port }, "serving /livez, /readyz, /metrics and /tickers");
  const watch = watchSilence(
    log,
    () => ingest.lastFrameAt,
    () => source.silence,
  );
  try {
    await ingestAll(parts, config, log, metrics, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    clearInterval(watch);
    await Promise.all([Promise.race([sink.close(), sleep(CLOSE_MS)]), tracing?.close()]);
    // Last of all: until then it says that we are shutting down.
    await http.close();
  }
}

async function ingestAll(
  { kafka, registry, found, ingest, shards }: Parts,
  { kafka: { topics, partitions, replicationFactor }, watchlistTopic: topic, tickers }: IngestorConfig,
  log: Log,
  metrics: IngestorMetrics,
  signal: AbortSignal,
): Promise<void> {
  const specs = [ticksTopic(topics.ticks), plainTopic(topics.deadLetters), watchlistTopic(topic)];
  await ensureTopics({ kafka, topics: specs, partitions, replicationFactor, log, signal });
  found.hasTopics = true;
  if (registry) ingest.intake.prefix = await registerTicks(registry, topics.ticks, signal);
  const watchlist = new Watchlist({
    kafka,
    topic,
    seeds: tickers,
    isTicker,
    log,
    clock: systemClock,
    onIgnored: reason => metrics.watchlistIgnored.inc({ reason }),
  });
  const leaving = new AbortController();
  try {
    ingest.watch(await watchlist.readToEnd(signal));
    void watchlist.follow(signal, wanted => ingest.watch(wanted));
    const sharing = shards.run(leaving.signal);
    // The group is left only when all is published: whoever has the partitions next must not be overtaken.
    await Promise.race([ingest.run(signal), sharing]);
    leaving.abort();
    await sharing;
  } finally {
    leaving.abort();
    await watchlist.close();
  }
}
