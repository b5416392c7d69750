import { checkDistinct, type KafkaConfig, readKafka, readTopic, readWatchlistTopic } from "@market/kafka";
import { Env, LOG_LEVELS, type LogLevel, type Variables } from "@market/runtime";

export interface TopicsConfig {
  readonly kafka: KafkaConfig;
  readonly watchlistTopic: string;
  readonly checkpointsTopic: string;
  readonly logLevel: LogLevel;
}

/** Reads what both services call their topics; throws a ConfigError that names every fault. */
export function readConfig(variables: Variables): TopicsConfig {
  const env = new Env(variables);
  const kafka = readKafka(env);
  const watchlistTopic = readWatchlistTopic(env);
  const group = env.text("GROUP_ID", "windower");
  const checkpointsTopic = readTopic(env, "CHECKPOINTS_TOPIC", `${group}.checkpoints.v1`);
  const logLevel = env.choice("LOG_LEVEL", "info", LOG_LEVELS);
  checkDistinct(env, {
    TICKS_TOPIC: kafka.topics.ticks,
    FEATURES_TOPIC: kafka.topics.features,
    LATE_TICKS_TOPIC: kafka.topics.lateTicks,
    DEAD_LETTERS_TOPIC: kafka.topics.deadLetters,
    WATCHLIST_TOPIC: watchlistTopic,
    CHECKPOINTS_TOPIC: checkpointsTopic,
  });
  env.check();
  return { kafka, watchlistTopic, checkpointsTopic, logLevel };
}
