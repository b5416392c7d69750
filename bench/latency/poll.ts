import type { PartitionRecord, Topic } from "../kafka/topic.ts";

const FETCH_MS = 100;

/** Reads a topic from its beginning, each record as soon as it can be read, until `signal` is aborted. */
export async function poll(
  topic: Topic,
  signal: AbortSignal,
  visit: (record: PartitionRecord) => void,
): Promise<void> {
  const next = new Array<number>(topic.partitions).fill(0);
  while (!signal.aborted) await topic.fetch(next, FETCH_MS, visit);
}
