import { randomBytes } from "node:crypto";
import type { Broker } from "@market/broker";

/** What the services write to in one run of the demo. */
export interface RunNames {
  readonly variables: Readonly<Record<string, string>>;
  /** Topics and groups that no other run has, so that they can be deleted at its end. */
  readonly topics: readonly string[];
  readonly groups: readonly string[];
}

const TOPICS = ["ticks", "features", "late-ticks", "dead-letters", "checkpoints", "watchlist"];

/** A broker that was there before may hold real topics, and will be there afterwards. */
export function isGiven(broker: Broker): boolean {
  return broker.name === "KAFKA_BROKERS";
}

/** Names of this run alone on a given broker; the usual ones on a broker that goes with the run. */
export function nameRun(broker: Broker): RunNames {
  if (!isGiven(broker)) return { variables: { GROUP_ID: "demo" }, topics: [], groups: [] };
  const group = `demo.${randomBytes(4).toString("hex")}`;
  const pairs = TOPICS.map(topic => [
    `${topic.replace("-", "_").toUpperCase()}_TOPIC`,
    `${group}.${topic}.v1`,
  ]);
  const variables: Record<string, string> = Object.fromEntries(pairs);
  const ingestors = `${group}.ingestors`;
  return {
    variables: { ...variables, GROUP_ID: group, INGESTOR_GROUP_ID: ingestors },
    topics: Object.values(variables),
    groups: [group, ingestors],
  };
}
