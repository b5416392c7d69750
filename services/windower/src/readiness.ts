/** A clock that is ahead by more than this closes windows early. */
const CLOCK_AHEAD_MS_MAX = 5_000;

/** What a windower needs for its work, as it is now. */
export interface Condition {
  readonly isEnding: boolean;
  readonly brokers: readonly string[];
  /** The brokers have answered, and the topics are there. */
  readonly hasTopics: boolean;
  /** The schemas that are not registered yet, in words. */
  readonly schemas: readonly string[];
  readonly hasJoined: boolean;
  /** The group has said lately that we are a member. */
  readonly isCertain: boolean;
  readonly recovering: readonly number[];
  readonly clockAheadMs: number;
}

/** What is missing, a line each; nothing when the windower does its work. */
export function findMissing(condition: Condition): string[] {
  const { isEnding, brokers, hasTopics, schemas, hasJoined, isCertain, recovering } = condition;
  if (isEnding) return ["shutting down"];
  const missing = [...schemas];
  if (!hasTopics) missing.push(`Kafka at ${brokers.join(", ")} has not answered for the topics yet`);
  if (!hasJoined) return [...missing, "not in the consumer group yet"];
  if (!isCertain) missing.push("the consumer group has not answered lately: Kafka is away, or it rebalances");
  for (const partition of recovering) missing.push(`partition ${partition} is recovering`);
  const { clockAheadMs } = condition;
  if (clockAheadMs > CLOCK_AHEAD_MS_MAX)
    missing.push(
      `the ingestor's clock is ${(clockAheadMs / 1_000).toFixed(1)} s ahead of ours: set both by NTP, or windows close early`,
    );
  return missing;
}
