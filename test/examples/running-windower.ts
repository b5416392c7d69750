import { readConfig } from "@market/windower";
import type { WindowerOptions } from "@market/windowing";
import { eventually } from "../e2e/eventually.ts";
import { Service } from "../e2e/service.ts";
import { brokers, client } from "../e2e/topic.ts";
import { type Topics, topicsOf, variablesOf } from "../e2e/topics.ts";

/** A windower without an ingestor: whoever likes feeds its ticks topic. */
export interface RunningWindower {
  readonly topics: Topics;
  readonly windowing: WindowerOptions;
  /** Waits until everything that is in the ticks topic now is covered by a commit. */
  untilFolded(): Promise<void>;
  close(): Promise<void>;
}

/** The windower as a process on the real broker, with topics of its own, which it has created; settings as they are by default. */
export async function startWindower(env: Readonly<Record<string, string>> = {}): Promise<RunningWindower> {
  const prefix = `examples-${crypto.randomUUID().slice(0, 8)}`;
  const variables = { KAFKA_BROKERS: brokers(), ...variablesOf(prefix), ...env };
  const topics = topicsOf(prefix);
  const service = new Service("windower", variables);
  const close = async () => {
    await service.stop("SIGKILL");
    await deleteTopics(prefix);
  };
  const inTime = <T>(what: string, ask: () => Promise<T | undefined>) =>
    Promise.race([eventually(what, ask), service.endedEarly()]);
  try {
    await inTime("the windower is ready", () => isReady(service));
  } catch (error) {
    await close();
    throw error;
  }
  return {
    topics,
    windowing: readConfig(variables).windowing,
    untilFolded: async () => {
      const ends = await endsOf(topics.ticks);
      await inTime("every record folded", () => isFolded(service, ends));
    },
    close,
  };
}

async function isReady(service: Service): Promise<true | undefined> {
  if (service.port === undefined) return undefined;
  return (await service.get("/readyz")).status === 200 ? true : undefined;
}

/** By partition as the metric's label has it, the offset behind its last record; partitions without records are left out. */
async function endsOf(topic: string): Promise<Map<string, number>> {
  const admin = client().admin();
  await admin.connect();
  const offsets = await admin.fetchTopicOffsets(topic);
  await admin.disconnect();
  const ends = offsets.map(({ partition, high }) => [`partition="${partition}"`, Number(high)] as const);
  return new Map(ends.filter(([, end]) => end > 0));
}

async function isFolded(service: Service, ends: ReadonlyMap<string, number>): Promise<true | undefined> {
  const positions = await service.metric("windower_committed_position");
  for (const [partition, end] of ends) if ((positions.get(partition) ?? 0) < end) return undefined;
  return true;
}

async function deleteTopics(prefix: string): Promise<void> {
  const admin = client().admin();
  await admin.connect();
  await admin.deleteTopics({ topics: (await admin.listTopics()).filter(each => each.startsWith(prefix)) });
  await admin.disconnect();
}
