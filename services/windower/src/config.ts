import {
  checkDistinct,
  type KafkaConfig,
  type RegistryConfig,
  readKafka,
  readRegistry,
  readTopic,
} from "@market/kafka";
import {
  type CommonConfig,
  Env,
  readCommon,
  readTracing,
  type TracingConfig,
  type Variables,
} from "@market/runtime";
import type { CustomFeature, WindowerOptions } from "@market/windowing";
import type { FeaturesFormat } from "@market/wire";
import { readAlign } from "./align.ts";
import { readDefinitions } from "./definitions.ts";
import { loadFeatureModules } from "./features/feature-modules.ts";
import { readStatistics } from "./features/statistics.ts";

export interface WindowerConfig extends CommonConfig {
  readonly kafka: KafkaConfig;
  /** Undefined: values are plain bytes. */
  readonly registry: RegistryConfig | undefined;
  readonly group: string;
  readonly checkpointsTopic: string;
  readonly windowing: WindowerOptions;
  /** Of the user's own modules, not guarded yet against what they throw. */
  readonly customFeatures: readonly CustomFeature[];
  readonly format: FeaturesFormat;
  /** Undefined: traces are passed on, and no spans are made. */
  readonly tracing: TracingConfig | undefined;
}

const GROUP = /^[A-Za-z0-9._-]{1,200}$/;

/** Reads the windower's environment; throws a ConfigError that names every fault. */
export function readConfig(variables: Variables): WindowerConfig {
  const env = new Env(variables);
  const common = readCommon(env, 9465);
  const kafka = readKafka(env);
  const registry = readRegistry(env);
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
  const statistics = readStatistics(env);
  const { features: customFeatures, versions } = loadFeatureModules(env);
  const definitions = readDefinitions(env, readAlign(env), {
    waitMs,
    maxFutureMs,
    statistics: statistics === undefined ? "all" : [...statistics].sort(),
    custom: versions,
  });
  const isRegistered = env.isSet("SCHEMA_REGISTRY_URL");
  const formats = ["json", "protobuf"] as const;
  const format = env.choice("FEATURES_FORMAT", isRegistered ? "protobuf" : "json", formats);
  const tracing = readTracing(env);
  env.check();
  return {
    ...common,
    kafka,
    registry,
    group,
    checkpointsTopic,
    windowing: { definitions, waitMs, maxFutureMs, statistics },
    customFeatures,
    format,
    tracing,
  };
}
