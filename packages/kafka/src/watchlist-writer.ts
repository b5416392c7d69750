import type { Kafka } from "kafkajs";
import { toMessage } from "./message.ts";
import { partitionOf } from "./partition-of.ts";
import { slices } from "./slices.ts";

export interface WatchlistChange {
  readonly ticker: string;
  readonly isWanted: boolean;
}

/** Appends changes, each to its ticker's partition. Rejects where the broker stays away; those before it may be written. */
export async function writeWatchlist(
  kafka: Kafka,
  { topic, partitions }: { topic: string; partitions: number },
  changes: readonly WatchlistChange[],
): Promise<void> {
  const now = Date.now();
  const records = changes.map(({ ticker, isWanted }) => ({
    key: ticker,
    value: isWanted ? Buffer.from(JSON.stringify({ ticker, added: now })) : null,
    timestamp: now,
    partition: partitionOf(ticker, partitions),
  }));
  const producer = kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
  });
  try {
    await producer.connect();
    for (const slice of slices(records)) {
      const messages = slice.map(record => toMessage(record, record.partition));
      await producer.send({ topic, messages, acks: -1 });
    }
  } finally {
    await producer.disconnect();
  }
}
