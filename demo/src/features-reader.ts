import { randomBytes } from "node:crypto";
import { createClient, readKafka } from "@market/kafka";
import { createLog, Env, type Variables } from "@market/runtime";
import type { FeaturesRecord } from "./features-record.ts";

export interface ReaderOptions {
  /** How to reach the broker and what the topic is called. */
  readonly env: Variables;
  /** From the oldest record there is; else from now on. */
  readonly fromBeginning: boolean;
  /** Gets each record, and the JSON it came as. */
  readonly onRecord: (record: FeaturesRecord, json: string) => void;
}

export interface FeaturesReader {
  readonly group: string;
  /** Rejects if reading ends for good. */
  readonly failed: Promise<never>;
  close(): Promise<void>;
}

/**
 * Reads the features topic as any other system would: a kafkajs consumer in a group of its own, which sees what
 * was committed, and knows nothing of the windower but the topic's name and that its records are JSON.
 */
export async function readFeatures({ env, fromBeginning, onRecord }: ReaderOptions): Promise<FeaturesReader> {
  const config = readKafka(new Env(env));
  const kafka = createClient(config, `reader-${process.pid}`, createLog("reader", "silent"));
  const group = `reader-${randomBytes(4).toString("hex")}`;
  const consumer = kafka.consumer({ groupId: group, maxWaitTimeInMs: 250, allowAutoTopicCreation: false });
  const { promise: failed, reject } = Promise.withResolvers<never>();
  failed.catch(() => undefined);
  consumer.on(consumer.events.CRASH, ({ payload: { error, restart } }) => {
    if (!restart) reject(error);
  });
  const close = () => consumer.disconnect();
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [config.topics.features], fromBeginning });
    await consumer.run({
      eachMessage: async ({ message: { value } }) => {
        if (value !== null) onRecord(JSON.parse(value.toString()), value.toString());
      },
    });
  } catch (error) {
    await close();
    throw error;
  }
  return { group, failed, close };
}
