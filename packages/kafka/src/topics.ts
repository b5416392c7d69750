import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "@market/runtime";
import kafkajs, { type Admin, type Kafka } from "kafkajs";
import { retryMs } from "./retry-ms.ts";

/** How a topic is created where it is missing. */
export interface TopicSpec {
  readonly name: string;
  readonly settings: Readonly<Record<string, string>>;
  /** An existing topic must keep records at least this long. */
  readonly minRetentionMs?: number;
}

const RETRY_MS = 500;
const HOUR_MS = 3_600_000;
const MIB = 1_048_576;

/** Received time is the record's timestamp, so the broker must not replace it. Long enough for windows of a day: see minRetentionMs. */
export const ticksTopic = (name: string): TopicSpec => ({
  name,
  settings: {
    "cleanup.policy": "delete",
    "message.timestamp.type": "CreateTime",
    "retention.ms": String(96 * HOUR_MS),
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

/**
 * Its last record of each ticker decides, so neither age nor size may delete one. A null is kept (for 100 years) because
 * a ticker that is seeded would be wanted again without it.
 */
export const watchlistTopic = (name: string): TopicSpec => ({
  name,
  settings: { "cleanup.policy": "compact", "delete.retention.ms": String(100 * 365 * 24 * HOUR_MS) },
});

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
 * Waits for a broker that does not answer yet, and for topics that are just being created; throws what is wrong for good.
 */
export async function ensureTopics(options: TopicsOptions): Promise<void> {
  const { kafka, log, signal } = options;
  for (let failures = 1; ; failures++) {
    const admin = kafka.admin({ retry: { retries: 2 } });
    try {
      await admin.connect();
      await create(admin, options);
      await checkPartitions(admin, options);
      await checkSettings(admin, options);
      return;
    } catch (error) {
      signal.throwIfAborted();
      if (!isTemporary(error)) throw error;
      log.warn({ error: String(error) }, "topics cannot be checked yet, trying again");
      await sleep(retryMs(failures), undefined, { signal });
    } finally {
      await admin.disconnect();
    }
  }
}

/** Brokers that are away or elections; a refused password or an authorization is for good. */
function isTemporary(error: unknown): boolean {
  return (
    error instanceof Error &&
    (("retriable" in error && error.retriable === true) || error.name === "KafkaJSNumberOfRetriesExceeded")
  );
}

async function create(
  admin: Admin,
  { topics, partitions, replicationFactor, log }: TopicsOptions,
): Promise<void> {
  const existing = new Set(await admin.listTopics());
  const missing = topics.filter(({ name }) => !existing.has(name));
  if (missing.length === 0) return;
  try {
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
  } catch (error) {
    throw explainCreation(error);
  }
  log.info({ topics: missing.map(({ name }) => name), partitions }, "topics created");
}

/** What kafkajs throws for topics that were not created holds an error for each, and says nothing of them itself. */
function explainCreation(error: unknown): unknown {
  if (!(error instanceof Error && "errors" in error && Array.isArray(error.errors))) return error;
  const failed = error.errors.filter(({ type }) => type !== "TOPIC_ALREADY_EXISTS");
  const isRefused = ({ type }: { type: string }) => type === "TOPIC_AUTHORIZATION_FAILED";
  const lines = failed
    .filter(each => !isRefused(each))
    .map(({ topic, message }) => `topic ${topic} cannot be created: ${message}`);
  const hidden = failed.filter(isRefused).map(({ topic }) => `topic ${topic}`);
  if (hidden.length > 0) {
    lines.push(
      `this user needs Create on ${hidden.join(", ")}, unless somebody else creates what is not there; on what is there it ` +
        "needs Describe, which Read and Write bring along",
    );
  }
  // Where some brokers are just coming up, another attempt may find enough of them.
  const retriable = failed.every(each => each.retriable);
  return Object.assign(new Error(lines.join("\n"), { cause: error }), { retriable });
}

/** One topic a request, here and below: an error that the broker answers with does not say which it is about. */
async function checkPartitions(admin: Admin, { topics, partitions }: TopicsOptions): Promise<void> {
  for (const { name } of topics) {
    const metadata = await admin.fetchTopicMetadata({ topics: [name] });
    const found = metadata.topics[0]!.partitions.length;
    if (found !== partitions) {
      throw new Error(
        `topic ${name} has ${found} partitions, expected ${partitions}: ` +
          "set TOPIC_PARTITIONS to what all topics have, or use other topics",
      );
    }
  }
}

async function settingsOf(admin: Admin, name: string): Promise<ReadonlyMap<string, string>> {
  const configNames = ["message.timestamp.type", "retention.ms", "cleanup.policy"];
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: [{ type: kafkajs.ConfigResourceTypes.TOPIC, name, configNames }],
  });
  const entries = resources.flatMap(({ configEntries }) => configEntries);
  return new Map(entries.map(({ configName, configValue }) => [configName, configValue]));
}

async function checkSettings(admin: Admin, { topics }: TopicsOptions): Promise<void> {
  for (const spec of topics) {
    const { name } = spec;
    const found = await settingsOf(admin, name);
    const type = found.get("message.timestamp.type") ?? "CreateTime";
    if (type !== "CreateTime") {
      throw new Error(
        `topic ${name} has message.timestamp.type=${type}, expected CreateTime: ` +
          "received time is the record's timestamp",
      );
    }
    const expected = spec.settings["cleanup.policy"] ?? "delete";
    const policy = found.get("cleanup.policy") ?? "delete";
    if (policy !== expected) {
      const why = expected === "delete" ? "every record is needed" : "the last record of every key is needed";
      throw new Error(`topic ${name} has cleanup.policy=${policy}, expected ${expected}: ${why}`);
    }
    const retentionMs = Number(found.get("retention.ms") ?? -1);
    const { minRetentionMs } = spec;
    if (minRetentionMs !== undefined && retentionMs >= 0 && retentionMs < minRetentionMs) {
      throw new Error(
        `topic ${name} has retention.ms=${retentionMs}, expected at least ${minRetentionMs}: ` +
          "three times the longest of WINDOWS plus WAIT, so that open windows can always be recovered",
      );
    }
  }
}

/** Whether no record was ever written to the topic, or all are deleted. */
export async function isEmpty(kafka: Kafka, topic: string): Promise<boolean> {
  for (;;) {
    const admin = kafka.admin({ retry: { retries: 2 } });
    try {
      await admin.connect();
      const offsets = await admin.fetchTopicOffsets(topic);
      return offsets.every(({ low, high }) => low === high);
    } catch (error) {
      // A topic that has just been created has no leader yet.
      if (!isTemporary(error)) throw error;
      await sleep(RETRY_MS);
    } finally {
      await admin.disconnect();
    }
  }
}
