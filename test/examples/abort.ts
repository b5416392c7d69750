import type { KafkaMessage } from "kafkajs";
import { client } from "../e2e/topic.ts";

/** Writes a record to every partition of a topic in one transaction, and takes it back: no reader may ever show it. */
export async function writeAndAbort(
  topic: string,
  partitions: number,
  { key, value }: KafkaMessage,
): Promise<void> {
  const producer = client().producer({
    idempotent: true,
    maxInFlightRequests: 1,
    transactionalId: `aborting-${crypto.randomUUID()}`,
  });
  await producer.connect();
  const transaction = await producer.transaction();
  const messages = Array.from({ length: partitions }, (_, partition) => ({ partition, key, value }));
  await transaction.send({ topic, messages, acks: -1 });
  await transaction.abort();
  await producer.disconnect();
}
