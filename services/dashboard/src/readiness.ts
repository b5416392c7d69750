import type { Trouble } from "@market/kafka";

/** Longer than a broker's restart mostly takes; what was read is served meanwhile. */
const SILENT_MS_MAX = 30_000;

/** What a dashboard needs for its work, as it is now. */
export interface Condition {
  readonly isEnding: boolean;
  readonly brokers: readonly string[];
  readonly isRead: boolean;
  /** The share of the history that is read. */
  readonly share: number;
  readonly trouble: Trouble | undefined;
  /** When the log last gave what it was asked for, in ms. */
  readonly answeredAt: number | undefined;
  readonly now: number;
}

/** What is missing, a line each; nothing when the dashboard does its work. */
export function findMissing(condition: Condition): string[] {
  const { isEnding, brokers, isRead, share, trouble, answeredAt, now } = condition;
  if (isEnding) return ["shutting down"];
  const missing: string[] = [];
  if (!isRead) missing.push(`the history is not read yet: ${Math.floor(share * 100)} %`);
  const isSilent = answeredAt === undefined && (trouble === undefined || trouble.kind === "away");
  if (isSilent) missing.push(`Kafka at ${brokers.join(", ")} has not answered yet`);
  if (trouble === undefined) return missing;
  const silentMs = now - (answeredAt ?? trouble.since);
  if (!isRead || silentMs > SILENT_MS_MAX) missing.push(trouble.said);
  return missing;
}
