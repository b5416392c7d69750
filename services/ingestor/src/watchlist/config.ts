import { checkDistinct, type KafkaConfig, readKafka, readWatchlistTopic } from "@market/kafka";
import { Env, LOG_LEVELS, type LogLevel, type Variables } from "@market/runtime";

export interface WatchlistConfig {
  readonly kafka: KafkaConfig;
  readonly topic: string;
  readonly logLevel: LogLevel;
}

/** Silent unless asked: what goes wrong for good is said in one line. */
export function readConfig(variables: Variables): WatchlistConfig {
  const env = new Env(variables);
  const kafka = readKafka(env);
  const topic = readWatchlistTopic(env);
  checkDistinct(env, {
    TICKS_TOPIC: kafka.topics.ticks,
    FEATURES_TOPIC: kafka.topics.features,
    LATE_TICKS_TOPIC: kafka.topics.lateTicks,
    DEAD_LETTERS_TOPIC: kafka.topics.deadLetters,
    WATCHLIST_TOPIC: topic,
  });
  const logLevel = env.choice("LOG_LEVEL", "silent", LOG_LEVELS);
  env.check();
  return { kafka, topic, logLevel };
}
