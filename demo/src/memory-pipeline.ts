import { setTimeout as sleep } from "node:timers/promises";
import {
  createReceivedClock,
  createYahooSource,
  Ingest,
  IngestorMetrics,
  readConfig as readIngestorConfig,
} from "@market/ingestor";
import { MemoryLog } from "@market/log";
import { createLog, systemClock } from "@market/runtime";
import { startSimulator } from "@market/simulator";
import { readConfig as readWindowerConfig, runTask, WindowerMetrics } from "@market/windower";
import { type Pipeline, type PipelineOptions, SETTINGS } from "./pipeline.ts";

const READY_MS_MAX = 10_000;

/** Everything in this process, on a log in memory: the services' own code without their processes and without Kafka. */
export async function openMemoryPipeline({ onRecord, signal }: PipelineOptions): Promise<Pipeline> {
  const simulator = await startSimulator({ ticksPerSecond: Number(SETTINGS.SIMULATOR_TICKS_PER_SECOND) });
  const stopping = new AbortController();
  const log = createLog("demo", "silent");
  const memory = new MemoryLog(1, () => 0);
  const ingestorMetrics = new IngestorMetrics();
  const windowerMetrics = new WindowerMetrics();
  const { url, tickers, snapshotAgeMs } = readIngestorConfig({ ...SETTINGS, YAHOO_URL: simulator.url });
  const { group, windowing, format } = readWindowerConfig(SETTINGS);
  const task = { group, topic: "ticks", partition: 0, partitionOf: () => 0, format, windowing };
  const receivedTime = createReceivedClock();
  const ingest = new Ingest({
    source: createYahooSource({ url, log, receivedTime }),
    sink: memory.sink(),
    snapshotAgeMs,
    receivedTime,
    log,
    metrics: ingestorMetrics,
  });
  ingest.own(new Set([0]));
  ingest.watch(new Set(tickers));
  const running = Promise.all([
    ingest.run(stopping.signal),
    runTask(memory.task(0, stopping.signal), { ...task, log, metrics: windowerMetrics, clock: systemClock }),
    readBack(memory, onRecord, stopping.signal),
  ]);
  const failed = running.then(() => new Promise<never>(() => {}));
  failed.catch(() => undefined);
  const close = async () => {
    stopping.abort();
    await Promise.allSettled([running]);
    await simulator.close();
  };
  try {
    const ready = simulator.subscribed(...tickers);
    await Promise.race([ready, failed, sleep(READY_MS_MAX, undefined, { signal, ref: false })]);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    readyAt: performance.now(),
    page: undefined,
    controlUrl: simulator.controlUrl,
    failed,
    scrape: async () =>
      `${await ingestorMetrics.registry.metrics()}\n${await windowerMetrics.registry.metrics()}`,
    clues: () => `The simulator's counts: ${JSON.stringify(simulator.stats())}`,
    close,
  };
}

async function readBack(
  memory: MemoryLog,
  onRecord: PipelineOptions["onRecord"],
  signal: AbortSignal,
): Promise<void> {
  let offset = 0;
  while (!signal.aborted) {
    for (const { value } of memory.features.read(0, offset)) {
      onRecord(JSON.parse(Buffer.from(value ?? []).toString()));
      offset++;
    }
    await memory.features.changed(1_000);
  }
}
