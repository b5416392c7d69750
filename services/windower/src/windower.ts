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
import { type Log, serveHttp, systemClock } from "@market/runtime";
import { type Definition, SESSION_MS_MAX } from "@market/windowing";
import type { WindowerConfig } from "./config.ts";
import { guard } from "./features/guard.ts";
import { WindowerMetrics } from "./metrics.ts";
import { type OutputPrefixes, registerOutputs } from "./output-schemas.ts";
import { runTask } from "./run-task.ts";

/** Open windows must be recoverable long before their ticks are deleted. */
const RETENTION_FACTOR = 3;
const HOUR_MS = 3_600_000;

/** Runs the windower against Kafka until `signal` is aborted. */
export async function runWindower(config: WindowerConfig, log: Log, signal: AbortSignal): Promise<void> {
  const { kafka: kafkaConfig, group, format } = config;
  const { partitions, replicationFactor } = kafkaConfig;
  const kafka = createClient(kafkaConfig, `windower-${process.pid}`, log);
  const topics = { ...kafkaConfig.topics, checkpoints: config.checkpointsTopic };
  const metrics = new WindowerMetrics();
  const registry = config.registry && new SchemaRegistry(config.registry, log);
  let prefixes: OutputPrefixes = {};
  const custom = guard(config.customFeatures, metrics, log);
  const windowing = { ...config.windowing, custom };
  const tickGroup = new TickGroup({
    kafka,
    group,
    topics,
    log,
    clock: systemClock,
    onAssigned: taskLog => {
      const { partition } = taskLog;
      const hash = (ticker: string) => partitionOf(ticker, partitions);
      return runTask(taskLog, {
        group,
        topic: topics.ticks,
        partition,
        partitionOf: hash,
        format,
        prefixes,
        windowing,
        log,
        metrics,
        clock: systemClock,
      });
    },
  });
  const http = await serveHttp({
    host: config.httpHost,
    port: config.httpPort,
    registry: metrics.registry,
    missing: () => findMissing(registry, tickGroup, metrics, signal),
  });
  log.info({ port: http.port }, "serving /livez, /readyz and /metrics");
  try {
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
    if (registry) prefixes = await registerOutputs(registry, topics, format, signal);
    await tickGroup.run(signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await http.close();
  }
}

/** The longest a window can be, in ms: where clocks are changed, an hour longer than configured. */
function longestOf(definition: Definition): number {
  if (definition.kind === "session") return SESSION_MS_MAX;
  return definition.lengthMs + (definition.align.zone === "UTC" ? 0 : HOUR_MS);
}

function findMissing(
  registry: SchemaRegistry | undefined,
  group: TickGroup,
  metrics: WindowerMetrics,
  signal: AbortSignal,
): string[] {
  if (signal.aborted) return ["shutting down"];
  if (!group.hasJoined) return [...(registry?.missing ?? []), "not in the consumer group yet"];
  return group.partitions.filter(p => !metrics.live.has(p)).map(p => `partition ${p} is recovering`);
}
