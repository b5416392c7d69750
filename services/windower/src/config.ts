import { checkDistinct, type KafkaConfig, readKafka, readTopic } from "@market/kafka";
import { type CommonConfig, Env, readCommon, type Variables } from "@market/runtime";
import type { WindowerOptions } from "@market/windowing";
import type { FeaturesFormat } from "@market/wire";
import { readDefinitions } from "./definitions.ts";

export interface WindowerConfig extends CommonConfig {
  readonly kafka: KafkaConfig;
  readonly group: string;
  readonly checkpointsTopic: string;
  readonly windowing: WindowerOptions;
  readonly format: FeaturesFormat;
}

const GROUP = /^[A-Za-z0-9._-]{1,200}$/;

/** Reads the windower's environment; throws a ConfigError that names every fault. */
export function readConfig(variables: Variables): WindowerConfig {
  const env = new Env(variables);
  const common = readCommon(env, 9465);
  const kafka = readKafka(env);
  const group = env.text("GROUP_ID", "windower");
  // The group's name is part of a topic's name and of the producers' transactional ids.
  if (!GROUP.test(group)) env.fault("GROUP_ID", "up to 200 of A-Z a-z 0-9 . _ -");
  const checkpointsTopic = readTopic(
    env,
    "CHECKPOINTS_TOPIC",
    `${GROUP.test(group) ? group : "windower"}.checkpoints.v1`,
  );
  checkDistinct(env, {
    TICKS_TOPIC: kafka.topics.ticks,
    FEATURES_TOPIC: kafka.topics.features,
    LATE_TICKS_TOPIC: kafka.topics.lateTicks,
    DEAD_LETTERS_TOPIC: kafka.topics.deadLetters,
    CHECKPOINTS_TOPIC: checkpointsTopic,
  });
  const waitMs = env.duration("WAIT", "10s");
  const maxFutureMs = env.duration("MAX_FUTURE", "1m");
  const definitions = readDefinitions(env, { waitMs, maxFutureMs });
  const format = env.choice("FEATURES_FORMAT", "json", ["json", "protobuf"] as const);
  refuseWhatIsMissing(env);
  env.check();
  return {
    ...common,
    kafka,
    group,
    checkpointsTopic,
    windowing: { definitions, waitMs, maxFutureMs },
    format,
  };
}

/** Settings of the design that this version cannot honour: better refused than ignored. */
function refuseWhatIsMissing(env: Env): void {
  if (env.text("ALIGN", "UTC") !== "UTC") env.fault("ALIGN", "UTC (other alignments are not there yet)");
  if (env.isSet("SCHEMA_REGISTRY_URL"))
    env.fault("SCHEMA_REGISTRY_URL", "nothing (the registry is not supported yet)");
  if (env.isSet("FEATURE_MODULES"))
    env.fault("FEATURE_MODULES", "nothing (your own features are not supported yet)");
  if (env.text("FEATURES", "all") !== "all")
    env.fault("FEATURES", "all (a choice of features is not there yet)");
}
