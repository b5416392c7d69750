import { setTimeout as sleep } from "node:timers/promises";
import { createClient, ensureTopics, KafkaTickSink, plainTopic, ticksTopic } from "@market/kafka";
import { type Log, serveHttp } from "@market/runtime";
import type { IngestorConfig } from "./config.ts";
import { ingest } from "./ingest.ts";
import { IngestorMetrics } from "./metrics.ts";
import type { Socket } from "./socket.ts";

/** Without a broker a producer cannot be closed properly. */
const CLOSE_MS = 1_000;

/** Runs the ingestor against Kafka until `signal` is aborted. */
export async function runIngestor(config: IngestorConfig, log: Log, signal: AbortSignal): Promise<void> {
  const { topics, partitions, replicationFactor } = config.kafka;
  const kafka = createClient(config.kafka, `ingestor-${process.pid}`, log);
  const metrics = new IngestorMetrics();
  let socket: Socket | undefined;
  const http = await serveHttp({
    host: config.httpHost,
    port: config.httpPort,
    registry: metrics.registry,
    missing: () => {
      if (signal.aborted) return ["shutting down"];
      if (socket === undefined) return ["no broker yet"];
      return socket.isOpen ? [] : [`not connected to ${socket.shownUrl}`];
    },
  });
  log.info({ port: http.port }, "serving /livez, /readyz and /metrics");
  const sink = new KafkaTickSink({
    kafka,
    ticksTopic: topics.ticks,
    deadLettersTopic: topics.deadLetters,
    partitions,
    log,
  });
  try {
    const specs = [ticksTopic(topics.ticks), plainTopic(topics.deadLetters)];
    await ensureTopics({ kafka, topics: specs, partitions, replicationFactor, log, signal });
    const { url, tickers, snapshotAgeMs } = config;
    const onSocket = (opened: Socket) => {
      socket = opened;
    };
    await ingest({ url, tickers, snapshotAgeMs, sink, log, metrics, onSocket }, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await Promise.race([sink.close(), sleep(CLOSE_MS)]);
    await http.close();
  }
}
