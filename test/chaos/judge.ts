import { readConfig } from "@market/windower";
import { client, type Read, readTopic } from "../e2e/topic.ts";
import type { Case } from "./case.ts";
import { type Comparison, compare, isExact } from "./compare.ts";
import { drained } from "./drain.ts";
import { expectedEntries, featuresDifference, publishedEntries } from "./entries.ts";
import { saveEvidence } from "./evidence.ts";
import type { Fleet } from "./fleet.ts";
import { type Outage, outagesOf } from "./outage.ts";
import { type Tasks, tasksOf } from "./tasks.ts";

export interface Outcome extends Pick<Case, "strikes" | "isCalm" | "sent" | "fedMs"> {
  /** Everything that was published is what the model says, and all of the log was folded. */
  readonly holds: boolean;
  readonly records: number;
  readonly isDrained: boolean;
  readonly features: Comparison;
  readonly late: Comparison;
  readonly dead: Comparison;
  readonly comparedMs: number;
  readonly outages: readonly Outage[];
  readonly tasks: Tasks;
  /** Processes that ended by themselves, or not with 0 when they were asked to: their names and why. */
  readonly badEnds: readonly string[];
  /** Where everything is kept that tells what went wrong; undefined where nothing did and nobody asked for it. */
  readonly evidence: string | undefined;
}

/** Reading a topic waits for the last stable offset, which an abandoned transaction holds back for 15 s. */
const READ_MS_MAX = 120_000;

/** Waits until the log is folded to its end, and compares. */
export async function judge(finished: Case): Promise<Outcome> {
  const { fleet, topics, strikes, arrivals, isCalm, sent, fedMs, say, keep } = finished;
  const ticks = await read(fleet, topics.ticks);
  const isDrained = await drained(fleet, ticks);
  say(`comparing: ${ticks.length} records in the ticks topic`);
  const published = publishedEntries(
    await read(fleet, topics.features),
    await read(fleet, topics.late),
    await read(fleet, topics.dead),
  );
  const comparingSince = performance.now();
  const { windowing } = readConfig(fleet.variables);
  const expected = await expectedEntries(ticks, {
    ...windowing,
    definitions: [...windowing.definitions],
  });
  const features = compare(published.features, expected.features, featuresDifference);
  const late = compare(published.late, expected.late);
  const dead = compare(published.dead, expected.dead);
  const holds = isDrained && [features, late, dead].every(isExact);
  const evidence = holds && !keep ? undefined : await saveEvidence(finished, { ticks, published, expected });
  return {
    holds,
    strikes,
    isCalm,
    isDrained,
    sent,
    fedMs,
    records: ticks.length,
    features,
    late,
    dead,
    comparedMs: performance.now() - comparingSince,
    outages: outagesOf(strikes, arrivals, fleet.windowers),
    tasks: tasksOf(fleet.windowers, strikes),
    badEnds: fleet.members.flatMap(({ badEnd }) => badEnd ?? []),
    evidence,
  };
}

async function read(fleet: Fleet, topic: string): Promise<Read[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${topic} not read within ${READ_MS_MAX} ms`)), READ_MS_MAX);
  });
  try {
    return await Promise.race([readTopic(topic, client(fleet.broker.brokers)), late]);
  } finally {
    clearTimeout(timer);
  }
}
