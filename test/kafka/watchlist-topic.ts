import type { TestContext } from "node:test";
import { ensureTopics, type IgnoredReason, Watchlist, watchlistTopic, writeWatchlist } from "@market/kafka";
import { systemClock } from "@market/runtime";
import { isTicker } from "@market/wire";
import type { Kafka } from "kafkajs";
import { log, setup } from "./setup.ts";

export const PARTITIONS = 3;

export const never = new AbortController().signal;

/** A watchlist topic nobody else uses, and what to do with it. */
export async function openWatchlist(kafka: Kafka = setup().kafka) {
  const topic = `watchlist-${crypto.randomUUID().slice(0, 8)}`;
  const create = () =>
    ensureTopics({
      kafka,
      topics: [watchlistTopic(topic)],
      partitions: PARTITIONS,
      replicationFactor: 1,
      log,
      signal: never,
    });
  await create();
  const write = async (isWanted: boolean, tickers: readonly string[]) => {
    const changes = tickers.map(ticker => ({ ticker, isWanted }));
    await writeWatchlist(kafka, { topic, partitions: PARTITIONS }, changes);
  };
  return {
    kafka,
    topic,
    create,
    add: (...tickers: string[]) => write(true, tickers),
    remove: (...tickers: string[]) => write(false, tickers),
  };
}

/** A reader as an ingestor has one, and all that it told. */
export function reader(
  t: TestContext,
  { kafka, topic }: { kafka: Kafka; topic: string },
  seeds: string[] = [],
) {
  const ignored: IgnoredReason[] = [];
  const changes: string[][] = [];
  const stop = new AbortController();
  const list = new Watchlist({
    kafka,
    topic,
    seeds,
    isTicker,
    log,
    clock: systemClock,
    onIgnored: reason => ignored.push(reason),
  });
  t.after(async () => {
    stop.abort();
    await list.close();
  });
  return {
    list,
    ignored,
    changes,
    stop,
    read: async () => [...(await list.readToEnd(never))].sort(),
    follow: () => list.follow(stop.signal, tickers => changes.push([...tickers].sort())),
  };
}
