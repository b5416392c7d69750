import { createClient, type KafkaConfig, readKafka } from "@market/kafka";
import { createLog, Env } from "@market/runtime";
import type { Kafka } from "kafkajs";
import { brokers } from "../e2e/topic.ts";

export const log = createLog("test", "silent");

/** Our client on the broker the tests run on, and topic names nobody else uses. */
export function setup(partitions = 2): { kafka: Kafka; config: KafkaConfig; prefix: string } {
  const prefix = `kafka-${crypto.randomUUID().slice(0, 8)}`;
  const env = new Env({
    KAFKA_BROKERS: brokers(),
    TOPIC_PARTITIONS: String(partitions),
    TICKS_TOPIC: `${prefix}.ticks`,
    FEATURES_TOPIC: `${prefix}.features`,
    LATE_TICKS_TOPIC: `${prefix}.late`,
    DEAD_LETTERS_TOPIC: `${prefix}.dead`,
  });
  const config = readKafka(env);
  return { kafka: createClient(config, "test", log), config, prefix };
}
