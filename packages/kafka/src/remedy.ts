/** What a member of a group has to do about an error. */
export type Remedy = "rejoin" | "retry" | "give up";

const REJOIN: ReadonlySet<string> = new Set([
  "REBALANCE_IN_PROGRESS",
  "ILLEGAL_GENERATION",
  "UNKNOWN_MEMBER_ID",
]);

/** What no retry mends. By name, because kafkajs also calls some of what an outage causes non-retriable. */
const FOR_GOOD: ReadonlySet<string> = new Set([
  "INCONSISTENT_GROUP_PROTOCOL",
  "INVALID_GROUP_ID",
  "INVALID_SESSION_TIMEOUT",
  "GROUP_MAX_SIZE_REACHED",
  "GROUP_AUTHORIZATION_FAILED",
  "TOPIC_AUTHORIZATION_FAILED",
  "CLUSTER_AUTHORIZATION_FAILED",
  "SASL_AUTHENTICATION_FAILED",
  "UNSUPPORTED_SASL_MECHANISM",
  "UNSUPPORTED_VERSION",
]);

export function remedyFor(error: unknown): Remedy {
  const type = typeOf(error);
  if (REJOIN.has(type)) return "rejoin";
  if (FOR_GOOD.has(type)) return "give up";
  const isRefused = error instanceof Error && error.name === "KafkaJSSASLAuthenticationError";
  return isRefused ? "give up" : "retry";
}

/** The broker's name of the error; empty where it has none. */
export function typeOf(error: unknown): string {
  return error instanceof Error && "type" in error ? String(error.type) : "";
}

/** Whether an ACL is missing, which may be given any time. */
export function isRefused(error: unknown): boolean {
  return typeOf(error).endsWith("_AUTHORIZATION_FAILED");
}

/** Whether there is no such topic; brokers say so as well of one that may not be seen. */
export function isUnknownTopic(error: unknown): boolean {
  return typeOf(error) === "UNKNOWN_TOPIC_OR_PARTITION";
}
