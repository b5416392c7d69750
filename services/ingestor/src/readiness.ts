/** What an ingestor needs for its work, as it is now. */
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
  /** What keeps the feed from delivering, in words. */
  readonly feed: readonly string[];
}

/** What is missing, a line each; nothing when the ingestor does its work. */
export function findMissing(condition: Condition): string[] {
  const { isEnding, brokers, hasTopics, schemas, hasJoined, isCertain, feed } = condition;
  if (isEnding) return ["shutting down"];
  const missing = [...schemas];
  if (!hasTopics) missing.push(`Kafka at ${brokers.join(", ")} has not answered for the topics yet`);
  if (!hasJoined) return [...missing, "not in the group that shares the partitions yet"];
  if (!isCertain)
    missing.push("the group has not answered lately, so ticks are held: Kafka is away, or it rebalances");
  return [...missing, ...feed];
}
