import {
  checkpointsTopic,
  createClient,
  ensureTopics,
  featuresTopic,
  partitionOf,
  plainTopic,
  SchemaRegistry,
  TickGroup,
  ticksTopic,
} from "@market/kafka";
import { type Log, serveHttp, startTracing, systemClock, type Tracing } from "@market/runtime";
import { type Definition, SESSION_MS_MAX } from "@market/windowing";
import type { WindowerConfig } from "./config.ts";
import { guard } from "./features/guard.ts";
import { WindowerMetrics } from "./metrics.ts";
import { type OutputPrefixes, registerOutputs } from "./output-schemas.ts";
import { findMissing } from "./readiness.ts";
import { runTask } from "./run-task.ts";
import { windowSpans } from "./window-spans.ts";

/** Open windows must be recoverable long before their ticks are deleted. */
const RETENTION_FACTOR = 3;
const HOUR_MS = 3_600_000;

/** The windower's parts, wired: its share of the partitions, and a task for each. */
function createParts(
  config: WindowerConfig,
  log: Log,
  metrics: WindowerMetrics,
  tracing: Tracing | undefined,
) {
  const { kafka: kafkaConfig, group, format } = config;
  const kafka = createClient(kafkaConfig, `windower-${process.pid}`, log);
  const topics = { ...kafkaConfig.topics, checkpoints: config.checkpointsTopic };
  const registry = config.registry && new SchemaRegistry(config.registry, log);
  const windowing = { ...config.windowing, custom: guard(config.customFeatures, metrics, log) };
  /** What is found out before the group is joined. */
  const found: { hasTopics: boolean; prefixes: OutputPrefixes } = { hasTopics: false, prefixes: {} };
  const tickGroup = new TickGroup({
    kafka,
    group,
    topics,
    log,
    clock: systemClock,
    onShared: () => metrics.rebalances.inc(),
    onAssigned: taskLog =>
      runTask(taskLog, {
        group,
        topic: topics.ticks,
        partition: taskLog.partition,
        partitionOf: ticker => partitionOf(ticker, kafkaConfig.partitions),
        format,
        prefixes: found.prefixes,
        windowing,
        ...(tracing && { startSpan: windowSpans(tracing, topics.ticks, taskLog.partition) }),
        log,
        metrics,
        clock: systemClock,
      }),
  });
  metrics.assigned = () => tickGroup.partitions;
  return { kafka, topics, registry, found, tickGroup };
}

type Parts = ReturnType<typeof createParts>;

/** Runs the windower against Kafka until `signal` is aborted. */
export async function runWindower(config: WindowerConfig, log: Log, signal: AbortSignal): Promise<void> {
  const metrics = new WindowerMetrics();
  const tracing = await startTracing(config.tracing, "windower", log);
  const parts = createParts(config, log, metrics, tracing);
  const { topics, registry, found, tickGroup } = parts;
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
        hasJoined: tickGroup.hasJoined,
        isCertain: tickGroup.isCertain,
        recovering: metrics.recovering,
        clockAheadMs: metrics.clockAheadMs,
      }),
    log,
  });
  log.info({ port: http.port }, "serving /livez, /readyz and /metrics");
  try {
    await ensureOurTopics(parts, config, log, signal);
    found.hasTopics = true;
    if (registry) found.prefixes = await registerOutputs(registry, topics, config.format, signal);
    await tickGroup.run(signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await tracing?.close();
    // Last of all: until then it says that we are shutting down.
    await http.close();
  }
}

async function ensureOurTopics(
  { kafka, topics }: Parts,
  { kafka: { partitions, replicationFactor }, windowing }: WindowerConfig,
  log: Log,
  signal: AbortSignal,
): Promise<void> {
  const longestMs = Math.max(...windowing.definitions.map(longestOf)) + windowing.waitMs;
  await ensureTopics({
    kafka,
    partitions,
    replicationFactor,
    log,
    signal,
    topics: [
      { ...ticksTopic(topics.ticks), minRetentionMs: RETENTION_FACTOR * longestMs },
      featuresTopic(topics.features),
      plainTopic(topics.lateTicks),
      plainTopic(topics.deadLetters),
      checkpointsTopic(topics.checkpoints),
    ],
  });
}

/** The longest a window can be, in ms: where clocks are changed, an hour longer than configured. */
function longestOf(definition: Definition): number {
  if (definition.kind === "session") return SESSION_MS_MAX;
  return definition.lengthMs + (definition.align.zone === "UTC" ? 0 : HOUR_MS);
}
