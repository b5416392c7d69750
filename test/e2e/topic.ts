import { type Consumer, Kafka, type KafkaMessage, logLevel } from "kafkajs";

export interface Read {
  readonly partition: number;
  readonly message: KafkaMessage;
}

/** A plain client, with nothing of ours in it; of the broker the tests run on unless another is named. */
export function client(at = brokers()): Kafka {
  return new Kafka({ brokers: at.split(","), logLevel: logLevel.NOTHING });
}

/** The broker the tests run on; fails where there is none, as a skipped test would hide what it does not show. */
export function brokers(): string {
  const found = process.env.KAFKA_BROKERS;
  if (found) return found;
  throw new Error("KAFKA_BROKERS is not set: run these tests with `npm test`, which starts a broker");
}

/** All committed records of a topic as it is now, by partition in offset order. */
export async function readTopic(topic: string, kafka = client()): Promise<Read[]> {
  const admin = kafka.admin();
  await admin.connect();
  const ends = new Map<number, number>();
  for (const { partition, low, high } of await admin.fetchTopicOffsets(topic)) {
    if (Number(high) > Number(low)) ends.set(partition, Number(high));
  }
  await admin.disconnect();
  const read: Read[] = [];
  if (ends.size === 0) return read;
  const consumer = kafka.consumer({ groupId: `reader-${crypto.randomUUID()}`, maxWaitTimeInMs: 100 });
  await readToEnds(consumer, topic, ends, read);
  return read.sort(
    (a, b) => a.partition - b.partition || Number(a.message.offset) - Number(b.message.offset),
  );
}

/** Control records never reach a consumer's callback; how far it is shows in the batch events only. */
async function readToEnds(
  consumer: Consumer,
  topic: string,
  ends: Map<number, number>,
  read: Read[],
): Promise<void> {
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  const done = new Promise<void>(resolve => {
    consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload }) => {
      if (Number(payload.lastOffset) + 1 >= (ends.get(payload.partition) ?? 0))
        ends.delete(payload.partition);
      if (ends.size === 0) resolve();
    });
  });
  await consumer.run({
    eachMessage: async ({ partition, message }) => {
      read.push({ partition, message });
    },
  });
  await done;
  await consumer.disconnect();
}
