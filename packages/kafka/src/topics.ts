import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "@market/runtime";
import { type Admin, ConfigResourceTypes, type Kafka } from "kafkajs";

/** How a topic is created where it is missing. */
export interface TopicSpec {
  readonly name: string;
  readonly settings: Readonly<Record<string, string>>;
}

const HOUR_MS = 3_600_000;
const MIB = 1_048_576;

/** Received time is the record's timestamp, so the broker must not replace it. 72 h to recover, replay and look back. */
export const ticksTopic = (name: string): TopicSpec => ({
  name,
  settings: {
    "cleanup.policy": "delete",
    "message.timestamp.type": "CreateTime",
    "retention.ms": String(72 * HOUR_MS),
  },
});

/**
 * Bounded by size, not by age: a record's timestamp is its window's end, so features replayed from old ticks
 * would be deleted as soon as they were written.
 */
export const featuresTopic = (name: string): TopicSpec => ({
  name,
  settings: { "cleanup.policy": "delete", "retention.ms": "-1", "retention.bytes": String(4_096 * MIB) },
});

export const plainTopic = (name: string): TopicSpec => ({ name, settings: { "cleanup.policy": "delete" } });

/** Deleted by age and size, never compacted: an emptied batch at the end of a compacted log can hang kafkajs. */
export const checkpointsTopic = (name: string): TopicSpec => ({
  name,
  settings: {
    "cleanup.policy": "delete",
    "retention.ms": String(30 * 24 * HOUR_MS),
    "retention.bytes": String(256 * MIB),
  },
});

export interface TopicsOptions {
  readonly kafka: Kafka;
  readonly topics: readonly TopicSpec[];
  readonly partitions: number;
  readonly replicationFactor: number;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/**
 * Creates the topics that are missing and checks the rest: all must have `partitions` partitions, because a
 * ticker's ticks, features and checkpoints are found by partition number, and none may stamp records itself.
 * Waits for a broker that does not answer yet.
 */
export async function ensureTopics(options: TopicsOptions): Promise<void> {
  const admin = options.kafka.admin({ retry: { retries: 2 } });
  try {
    await connect(admin, options);
    await create(admin, options);
    await checkPartitions(admin, options);
    await checkTimestamps(admin, options);
  } finally {
    await admin.disconnect();
  }
}

async function connect(admin: Admin, { log, signal }: TopicsOptions): Promise<void> {
  for (;;) {
    try {
      return await admin.connect();
    } catch (error) {
      signal.throwIfAborted();
      log.warn({ error: String(error) }, "no broker answers, trying again");
      await sleep(1_000, undefined, { signal });
    }
  }
}

async function create(
  admin: Admin,
  { topics, partitions, replicationFactor, log }: TopicsOptions,
): Promise<void> {
  const existing = new Set(await admin.listTopics());
  const missing = topics.filter(({ name }) => !existing.has(name));
  if (missing.length === 0) return;
  // Another replica may create the same topics at the same time: kafkajs takes that for success.
  await admin.createTopics({
    waitForLeaders: true,
    topics: missing.map(({ name, settings }) => ({
      topic: name,
      numPartitions: partitions,
      replicationFactor,
      configEntries: Object.entries(settings).map(([key, value]) => ({ name: key, value })),
    })),
  });
  log.info({ topics: missing.map(({ name }) => name), partitions }, "topics created");
}

async function checkPartitions(admin: Admin, { topics, partitions }: TopicsOptions): Promise<void> {
  const metadata = await admin.fetchTopicMetadata({ topics: topics.map(({ name }) => name) });
  for (const topic of metadata.topics) {
    if (topic.partitions.length !== partitions) {
      throw new Error(
        `topic ${topic.name} has ${topic.partitions.length} partitions, expected ${partitions}: ` +
          "set TOPIC_PARTITIONS to what all topics have, or use other topics",
      );
    }
  }
}

async function checkTimestamps(admin: Admin, { topics }: TopicsOptions): Promise<void> {
  const key = "message.timestamp.type";
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: topics.map(({ name }) => ({ type: ConfigResourceTypes.TOPIC, name, configNames: [key] })),
  });
  for (const { resourceName, configEntries } of resources) {
    const found = configEntries.find(({ configName }) => configName === key)?.configValue;
    if (found !== undefined && found !== "CreateTime") {
      throw new Error(
        `topic ${resourceName} has ${key}=${found}, expected CreateTime: received time is the record's timestamp`,
      );
    }
  }
}
