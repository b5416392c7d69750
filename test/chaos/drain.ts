import { eventually } from "../e2e/eventually.ts";
import type { Read } from "../e2e/topic.ts";
import type { Fleet } from "./fleet.ts";
import type { Arrivals } from "./follow.ts";

const LIMIT_MS = 120_000;

/** Waits until features have come out of every partition twice since `since`: then nothing is recovering any more. */
export async function calm(arrivals: Arrivals, partitions: number, since: number): Promise<boolean> {
  const isCalm = (partition: number) =>
    (arrivals.get(partition) ?? []).filter(time => time > since).length >= 2;
  const all = Array.from({ length: partitions }, (_, partition) => partition);
  return await inTime(async () => all.every(isCalm) || undefined);
}

/** Waits until the windowers have committed everything up to the last of these records. */
export async function drained(fleet: Fleet, ticks: readonly Read[]): Promise<boolean> {
  const ends = new Map<string, number>();
  for (const { partition, message } of ticks)
    ends.set(`partition="${partition}"`, Number(message.offset) + 1);
  return await inTime(() => isDrained(fleet, ends));
}

/** Whether it comes about in time: what does not is a finding, and there is more to be told about it then. */
async function inTime(ask: () => Promise<true | undefined>): Promise<boolean> {
  return await eventually("", ask, LIMIT_MS).catch(() => false);
}

/** What is committed is what counts: a position at the log's end may have its last windows before it still. */
async function isDrained(fleet: Fleet, ends: ReadonlyMap<string, number>): Promise<true | undefined> {
  const running = fleet.windowers.filter(({ isRunning }) => isRunning);
  const answers = running.map(({ service }) => service.metric("windower_committed_position").catch(() => []));
  const positions = new Map<string, number>();
  for (const answer of await Promise.all(answers))
    for (const [partition, position] of answer)
      positions.set(partition, Math.max(position, positions.get(partition) ?? 0));
  for (const [partition, end] of ends) if ((positions.get(partition) ?? 0) < end) return undefined;
  return true;
}
