import type { Env } from "@market/runtime";
import type { SASLOptions } from "kafkajs";

/** The topics of the pair; all have the same number of partitions. */
export interface TopicNames {
  readonly ticks: string;
  readonly features: string;
  readonly lateTicks: string;
  readonly deadLetters: string;
}

export interface KafkaConfig {
  readonly brokers: readonly string[];
  readonly ssl: boolean;
  readonly sasl: SASLOptions | undefined;
  readonly topics: TopicNames;
  readonly partitions: number;
  readonly replicationFactor: number;
}

const BROKER = /^[^\s:/]+:(\d{1,5})$/;
const PORT_MAX = 65_535;
const TOPIC = /^[A-Za-z0-9._-]{1,249}$/;
const MECHANISMS = ["plain", "scram-sha-256", "scram-sha-512"] as const;

/** Reads how to reach the log and what its topics are called. */
export function readKafka(env: Env): KafkaConfig {
  const brokers = env.list("KAFKA_BROKERS", "localhost:9092");
  if (brokers.length === 0 || !brokers.every(isBroker)) {
    env.fault("KAFKA_BROKERS", "host:port, several separated by commas");
  }
  return {
    brokers,
    ssl: env.flag("KAFKA_SSL", false),
    sasl: readSasl(env),
    topics: {
      ticks: readTopic(env, "TICKS_TOPIC", "market.ticks.v1"),
      features: readTopic(env, "FEATURES_TOPIC", "market.features.v1"),
      lateTicks: readTopic(env, "LATE_TICKS_TOPIC", "market.late-ticks.v1"),
      deadLetters: readTopic(env, "DEAD_LETTERS_TOPIC", "market.dead-letters.v1"),
    },
    partitions: env.integer("TOPIC_PARTITIONS", 12, 1, 10_000),
    replicationFactor: env.integer("TOPIC_REPLICATION_FACTOR", 1, 1, 15),
  };
}

function isBroker(text: string): boolean {
  const port = Number(BROKER.exec(text)?.[1]);
  return port >= 1 && port <= PORT_MAX;
}

/** A topic's name: what Kafka allows. */
export function readTopic(env: Env, name: string, fallback: string): string {
  const topic = env.text(name, fallback);
  if (!TOPIC.test(topic) || topic === "." || topic === "..") {
    env.fault(name, "a topic name: up to 249 of A-Z a-z 0-9 . _ -");
  }
  return topic;
}

/** The tickers that are wanted beside TICKERS; read by ingestors, written by `npm run watchlist`. */
export function readWatchlistTopic(env: Env): string {
  return readTopic(env, "WATCHLIST_TOPIC", "market.watchlist.v1");
}

/** Two topics of one name would mix records of two kinds. */
export function checkDistinct(env: Env, names: Readonly<Record<string, string>>): void {
  const seen = new Map<string, string>();
  for (const [variable, topic] of Object.entries(names)) {
    const other = seen.get(topic);
    if (other !== undefined) env.fault(variable, `another topic than ${other} (${topic})`);
    seen.set(topic, variable);
  }
}

function readSasl(env: Env): SASLOptions | undefined {
  const username = env.optional("KAFKA_SASL_USERNAME");
  const password = env.optional("KAFKA_SASL_PASSWORD");
  if (!env.isSet("KAFKA_SASL_MECHANISM")) {
    if (username !== undefined || password !== undefined) {
      env.fault(
        "KAFKA_SASL_MECHANISM",
        `one of ${MECHANISMS.join(", ")}, because a user name or password is set`,
      );
    }
    return undefined;
  }
  const mechanism = env.choice("KAFKA_SASL_MECHANISM", "plain", MECHANISMS);
  if (username === undefined)
    env.fault("KAFKA_SASL_USERNAME", "a user name, because KAFKA_SASL_MECHANISM is set");
  if (password === undefined)
    env.fault("KAFKA_SASL_PASSWORD", "a password, because KAFKA_SASL_MECHANISM is set");
  return { mechanism, username: username ?? "", password: password ?? "" };
}
