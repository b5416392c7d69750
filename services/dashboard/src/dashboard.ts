import { createClient, TopicFeed } from "@market/kafka";
import { type Log, systemClock } from "@market/runtime";
import type { PipelineState } from "./api.ts";
import type { DashboardConfig } from "./config.ts";
import { FeaturesIntake } from "./features-intake.ts";
import { History } from "./history.ts";
import { Live } from "./live.ts";
import { DashboardMetrics } from "./metrics.ts";
import { Pipeline } from "./pipeline.ts";
import { findMissing } from "./readiness.ts";
import { serveDashboard } from "./server.ts";
import { WatermarkDelay } from "./watermark-delay.ts";

const FORGET_MS = 10_000;

/** The dashboard's parts, wired: the features that are read, what holds and pushes them, and what else is seen of the pipeline. */
function createParts(config: DashboardConfig, log: Log, metrics: DashboardMetrics) {
  const clock = systemClock;
  const kafka = createClient(config.kafka, `dashboard-${process.pid}`, log);
  const history = new History({ barsMax: config.barsMax });
  const live = new Live();
  const watermarkDelay = new WatermarkDelay();
  const intake = new FeaturesIntake({ history, live, watermarkDelay, metrics, clock, log });
  const feed = new TopicFeed({
    kafka,
    topic: config.kafka.topics.features,
    clock,
    log,
    from: () => clock.now() - config.historyMs,
    onBegin: () => intake.begin(),
    onRead: () => {
      live.reset();
      log.info({ bars: history.bars }, "the history is read");
    },
    onRecords: (records, isLive) => intake.take(records, isLive),
  });
  const pipeline = new Pipeline(kafka, config, log, clock);
  return { clock, history, live, watermarkDelay, feed, pipeline };
}

type Parts = ReturnType<typeof createParts>;

/** Runs the dashboard until `signal` is aborted. */
export async function runDashboard(config: DashboardConfig, log: Log, signal: AbortSignal): Promise<void> {
  const metrics = new DashboardMetrics();
  const parts = createParts(config, log, metrics);
  const { clock, history, live, feed, pipeline } = parts;
  const http = await serveDashboard({
    host: config.httpHost,
    port: config.httpPort,
    history,
    live,
    state: () => stateOf(parts),
    missing: () =>
      findMissing({
        isEnding: signal.aborted,
        brokers: config.kafka.brokers,
        isRead: feed.isRead,
        share: feed.share,
        trouble: feed.trouble,
        answeredAt: feed.answeredAt,
        now: clock.now(),
      }),
    registry: metrics.registry,
    metrics,
    log,
  });
  metrics.watch({ history, http, feed });
  const url = `http://${config.httpHost}:${http.port}`;
  log.info({ port: http.port, url }, "serving /livez, /readyz, /metrics and the page");
  const forget = () => history.forgetBefore(clock.now() - config.historyMs);
  forget();
  const forgetting = setInterval(forget, FORGET_MS);
  try {
    await follow(parts, signal);
  } finally {
    clearInterval(forgetting);
    await Promise.all([feed.close(), pipeline.close()]);
    // Last of all: until then it says that we are shutting down.
    await http.close();
  }
}

/** The pipeline only when a broker has answered, so that a login that is refused was tried once. */
async function follow({ feed, pipeline }: Parts, signal: AbortSignal): Promise<void> {
  const ended = new AbortController();
  const watching = feed.answered.then(() => pipeline.run(AbortSignal.any([signal, ended.signal])));
  watching.catch(() => undefined);
  try {
    await feed.run(signal);
  } finally {
    ended.abort();
  }
}

function stateOf({ clock, history, watermarkDelay, feed, pipeline }: Parts): PipelineState {
  const now = clock.now();
  const { feedDelay, lateTicks, ingestors, windowers } = pipeline;
  return {
    now,
    read: feed.share,
    trouble: feed.trouble ?? null,
    feedDelayMs: feedDelay.medianMs,
    tickAt: feedDelay.tickAt,
    heardAt: feedDelay.heardAt,
    watermarkDelayMs: watermarkDelay.medianMs(now),
    lateTicks,
    ingestors,
    windowers,
    windows: history.windows(),
  };
}
