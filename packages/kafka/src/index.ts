export { createClient } from "./client.ts";
export { checkDistinct, type KafkaConfig, readKafka, readTopic, type TopicNames } from "./config.ts";
export { partitionOf } from "./partition-of.ts";
export { TickGroup } from "./tick-group.ts";
export { KafkaTickSink } from "./tick-sink.ts";
export {
  checkpointsTopic,
  ensureTopics,
  featuresTopic,
  plainTopic,
  ticksTopic,
} from "./topics.ts";
