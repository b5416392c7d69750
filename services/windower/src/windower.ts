import {
  checkpointsTopic,
  createClient,
  ensureTopics,
  featuresTopic,
  partitionOf,
  plainTopic,
  TickGroup,
  ticksTopic,
} from "@market/kafka";
import { type Log, serveHttp, systemClock } from "@market/runtime";
import type { WindowerConfig } from "./config.ts";
import { WindowerMetrics } from "./metrics.ts";
import { runTask } from "./run-task.ts";

/** Open windows must be recoverable long before their ticks are deleted. */
const RETENTION_FACTOR = 3;

/** Runs the windower against Kafka until `signal` is aborted. */
export async function runWindower(config: WindowerConfig, log: Log, signal: AbortSignal): Promise<void> {
  const { kafka: kafkaConfig, group, windowing, format } = config;
  const { partitions, replicationFactor } = kafkaConfig;
  const kafka = createClient(kafkaConfig, `windower-${process.pid}`, log);
  const topics = { ...kafkaConfig.topics, checkpoints: config.checkpointsTopic };
  const metrics = new WindowerMetrics();
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
    missing: () => findMissing(tickGroup, metrics, signal),
  });
  log.info({ port: http.port }, "serving /livez, /readyz and /metrics");
  try {
    const longestMs = Math.max(...windowing.definitions.map(({ lengthMs }) => lengthMs)) + windowing.waitMs;
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
    await tickGroup.run(signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await http.close();
  }
}

function findMissing(group: TickGroup, metrics: WindowerMetrics, signal: AbortSignal): string[] {
  if (signal.aborted) return ["shutting down"];
  if (!group.hasJoined) return ["not in the consumer group yet"];
  return group.partitions.filter(p => !metrics.live.has(p)).map(p => `partition ${p} is recovering`);
}
