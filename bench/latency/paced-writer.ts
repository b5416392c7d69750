import { setTimeout as sleep } from "node:timers/promises";
import { partitionOf } from "@market/kafka";
import { encodeTick } from "@market/wire";
import { BatchWriter } from "../kafka/record-batch.ts";
import type { Topic } from "../kafka/topic.ts";
import { blankTick, tickerOf } from "../ticks.ts";
import { wallClock } from "./clock.ts";

/** As long as an ingestor waits for company. */
const LINGER_MS = 25;

export interface PacedOptions {
  readonly topic: Topic;
  readonly tickers: number;
  /** Ticks/s over all tickers, which take turns. */
  readonly rate: number;
  /** Called for each partition when its records up to `time` are acknowledged, by wallClock(). */
  readonly onAppended: (partition: number, time: number, at: number) => void;
}

/** Writes ticks that happen now, at a steady rate, until `signal` is aborted; returns how many. */
export async function writePaced(options: PacedOptions, signal: AbortSignal): Promise<number> {
  const { topic, tickers, rate } = options;
  const writers = Array.from({ length: topic.partitions }, () => new BatchWriter());
  const stocks = Array.from({ length: tickers }, (_, i) => ({
    ticker: tickerOf(i),
    key: Buffer.from(tickerOf(i)),
    writer: writers[partitionOf(tickerOf(i), topic.partitions)]!,
  }));
  const tick = blankTick();
  const startedAt = performance.now();
  let sent = 0;
  let sending: Promise<unknown> = Promise.resolve();
  while (!signal.aborted) {
    const now = Math.floor(wallClock());
    const due = Math.floor(((performance.now() - startedAt) * rate) / 1_000);
    for (; sent < due; sent++) {
      const { ticker, key, writer } = stocks[sent % tickers]!;
      const turn = Math.floor(sent / tickers);
      Object.assign(tick, {
        ticker,
        time: now,
        received_time: now,
        price: 100 + (turn % 50) / 100,
        day_volume: 1 + turn,
      });
      writer.add(now, key, encodeTick(tick));
    }
    // One behind the other: a partition's records are acknowledged in their order.
    sending = Promise.all([sending, send(options, writers, now)]);
    sending.catch(() => undefined);
    await Promise.race([sending, sleep(LINGER_MS)]);
    await sleep(Math.max(0, LINGER_MS - (wallClock() - now)));
  }
  await sending;
  return sent;
}

async function send(
  { topic, onAppended }: PacedOptions,
  writers: readonly BatchWriter[],
  time: number,
): Promise<void> {
  const batches = new Map<number, Uint8Array>();
  for (const [partition, writer] of writers.entries())
    if (writer.count > 0) batches.set(partition, writer.take());
  if (batches.size === 0) return;
  await topic.append(batches);
  const at = wallClock();
  for (const partition of batches.keys()) onAppended(partition, time, at);
}
