import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { TickSink } from "@market/log";
import type { Log } from "@market/runtime";
import { Intake } from "./intake.ts";
import type { IngestorMetrics } from "./metrics.ts";
import { Pump } from "./pump.ts";
import { createReceivedClock } from "./received-clock.ts";
import { watchSilence } from "./silence-watch.ts";
import { Socket } from "./socket.ts";

export interface IngestOptions {
  readonly url: string;
  readonly tickers: readonly string[];
  readonly snapshotAgeMs: number;
  readonly sink: TickSink;
  readonly log: Log;
  readonly metrics: IngestorMetrics;
  /** Called with the socket once it exists, for readiness. */
  readonly onSocket?: (socket: Socket) => void;
}

/** Held records are given this long to reach the log at the end. */
const FLUSH_MS = 4_000;

/** Moves the feed into the log until `signal` is aborted. */
export async function ingest(options: IngestOptions, signal: AbortSignal): Promise<void> {
  const { url, tickers, snapshotAgeMs, sink, log, metrics } = options;
  const receivedTime = createReceivedClock();
  let lastFrameAt = performance.now();
  const intake = new Intake({
    tickers,
    snapshotAgeMs,
    partitionOf: ticker => sink.partitionOf(ticker),
    onResult: result => metrics.frames.inc({ result }),
    onOddity: reason => metrics.oddities.inc({ reason }),
  });
  const tellGaps = () => {
    metrics.connected.set(0);
    metrics.gaps.inc(intake.lost(receivedTime()));
  };
  const socket = new Socket({
    url,
    tickers,
    log,
    onFrame: frame => {
      lastFrameAt = performance.now();
      intake.frame(frame, receivedTime());
    },
    onConnected: () => {
      intake.connected();
      metrics.connected.set(1);
      metrics.connections.inc();
    },
    onLost: tellGaps,
  });
  options.onSocket?.(socket);
  const pump = new Pump({
    intake,
    sink,
    receivedTime,
    onPublished: ({ ticks, clocks, deadLetters }) => {
      metrics.published.inc(ticks);
      metrics.clocks.inc(clocks);
      metrics.deadLetters.inc(deadLetters);
      metrics.waiting.set(intake.queue.length);
      metrics.dropped.set({ kind: "record" }, intake.queue.dropped);
      metrics.dropped.set({ kind: "dead_letter" }, intake.deadLettersDropped);
    },
  });
  // What this process's predecessor did not see is unknown: the first records of every ticker say so.
  tellGaps();
  socket.start();
  const watch = watchSilence(
    log,
    () => lastFrameAt,
    () => socket.silence,
  );
  // A publish may hang as long as the log is away; the end does not wait for it, but nothing is published beside it.
  const running = pump.run(signal);
  await Promise.race([running, once(signal, "abort")]);
  clearInterval(watch);
  socket.stop();
  tellGaps();
  await Promise.race([running.then(() => pump.flush()), sleep(FLUSH_MS)]);
  if (intake.isWaiting)
    log.error({ records: intake.queue.length }, "ended without the log: these records are lost");
}
