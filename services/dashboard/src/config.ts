import { checkDistinct, type KafkaConfig, readKafka } from "@market/kafka";
import { type CommonConfig, Env, readCommon, type Variables } from "@market/runtime";

export interface DashboardConfig extends CommonConfig {
  readonly kafka: KafkaConfig;
  /** The windowers' group and the ingestors', whose members are counted. */
  readonly group: string;
  readonly ingestorGroup: string;
  /** How far back bars are read and kept. */
  readonly historyMs: number;
  /** The most bars that are kept, all tickers and windows together. */
  readonly barsMax: number;
}

const GROUP = /^[A-Za-z0-9._-]{1,200}$/;
const HISTORY_MS_MIN = 60_000;

/** Reads the dashboard's environment; throws a ConfigError that names every fault. */
export function readConfig(variables: Variables): DashboardConfig {
  const env = new Env(variables);
  const common = readCommon(env, 9466);
  const kafka = readKafka(env);
  checkDistinct(env, {
    TICKS_TOPIC: kafka.topics.ticks,
    FEATURES_TOPIC: kafka.topics.features,
    LATE_TICKS_TOPIC: kafka.topics.lateTicks,
  });
  const group = readGroup(env, "GROUP_ID", "windower");
  const ingestorGroup = readGroup(env, "INGESTOR_GROUP_ID", "ingestor");
  const historyMs = env.duration("HISTORY", "24h", HISTORY_MS_MIN);
  const barsMax = env.integer("HISTORY_BARS", 750_000, 1_000, 100_000_000);
  env.check();
  return { ...common, kafka, group, ingestorGroup, historyMs, barsMax };
}

function readGroup(env: Env, name: string, fallback: string): string {
  const group = env.text(name, fallback);
  if (!GROUP.test(group)) env.fault(name, "up to 200 of A-Z a-z 0-9 . _ -");
  return group;
}
