import { readFileSync } from "node:fs";
import { Kafka, logLevel } from "kafkajs";
import type { Variables } from "./secured-pair.ts";

/** A plain client, with nothing of ours in it, that logs in as a service does with these variables. */
export function foreignClient(env: Variables): Kafka {
  return new Kafka({
    brokers: [env.KAFKA_BROKERS!],
    ssl: { ca: readFileSync(env.NODE_EXTRA_CA_CERTS!, "utf8") },
    sasl: { mechanism: "plain", username: env.KAFKA_SASL_USERNAME!, password: env.KAFKA_SASL_PASSWORD! },
    logLevel: logLevel.NOTHING,
    retry: { retries: 0 },
  });
}

/** The value of the first record that a member of a group gets. */
export async function readOne(kafka: Kafka, topic: string, groupId: string): Promise<string> {
  const consumer = kafka.consumer({ groupId, retry: { retries: 0 } });
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    return await new Promise((resolve, reject) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
      const eachMessage = async ({ message }: { message: { value: Buffer | null } }) =>
        resolve(String(message.value));
      consumer.run({ eachMessage }).catch(reject);
    });
  } finally {
    await consumer.disconnect();
  }
}

export async function writeOne(kafka: Kafka, topic: string, value: string): Promise<void> {
  const producer = kafka.producer();
  try {
    await producer.connect();
    await producer.send({ topic, messages: [{ value, partition: 0 }] });
  } finally {
    await producer.disconnect();
  }
}
