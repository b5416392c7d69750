import { type Simulator, startSimulator } from "@market/simulator";
import { readConfig } from "@market/windower";
import type { WindowerOptions } from "@market/windowing";
import { eventually } from "./eventually.ts";
import { Service } from "./service.ts";
import { brokers, client, readTopic } from "./topic.ts";
import { type Topics, topicsOf, variablesOf } from "./topics.ts";

export interface Pair {
  readonly simulator: Simulator;
  readonly ingestor: Service;
  readonly windower: Service;
  readonly topics: Topics;
  readonly windowing: WindowerOptions;
  /** Another ingestor of the same group. */
  startIngestor(): Service;
  /** Another windower, of the same group unless told otherwise. */
  startWindower(env?: Readonly<Record<string, string>>): Service;
  /** Ends the ingestors and waits until the windower started last has folded everything it wrote. */
  drain(): Promise<void>;
  close(): Promise<void>;
}

export interface PairOptions {
  readonly tickers: readonly string[];
  readonly windows: string;
  readonly wait: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** The pair as processes on the real broker, on topics of its own, fed by a simulator that says only what it is told. */
export async function startPair({ tickers, windows, wait, env = {} }: PairOptions): Promise<Pair> {
  const prefix = `e2e-${crypto.randomUUID().slice(0, 8)}`;
  const KAFKA_BROKERS = brokers();
  const simulator = await startSimulator({ market: false });
  const topics = topicsOf(prefix);
  const variables = {
    KAFKA_BROKERS,
    ...variablesOf(prefix),
    TOPIC_PARTITIONS: "3",
    YAHOO_URL: simulator.url,
    TICKERS: tickers.join(","),
    WINDOWS: windows,
    WAIT: wait,
    ...env,
  };
  const windowers: Service[] = [];
  const startWindower = (env: Readonly<Record<string, string>> = {}) => {
    const service = new Service("windower", { ...variables, ...env });
    windowers.push(service);
    return service;
  };
  const ingestors: Service[] = [];
  const startIngestor = () => {
    const service = new Service("ingestor", variables);
    ingestors.push(service);
    return service;
  };
  const ingestor = startIngestor();
  const windower = startWindower();
  await Promise.race([simulator.subscribed(...tickers), ingestor.endedEarly(), windower.endedEarly()]);
  return {
    simulator,
    ingestor,
    windower,
    topics,
    windowing: readConfig(variables).windowing,
    startIngestor,
    startWindower,
    drain: async () => {
      for (const each of ingestors) await each.stop();
      await eventually("every record folded", () => isFolded(topics.ticks, windowers.at(-1)!));
    },
    close: async () => {
      await Promise.all([...ingestors, ...windowers].map(each => each.stop("SIGKILL")));
      await simulator.close();
      await deleteTopics(prefix);
    },
  };
}

/** Positions at the log's end are not enough: what was due last must be committed, which an idle position shows. */
async function isFolded(topic: string, windower: Service): Promise<true | undefined> {
  if (windower.port === undefined) return undefined;
  const ends = new Map<string, number>();
  for (const { partition, message } of await readTopic(topic))
    ends.set(`partition="${partition}"`, Number(message.offset) + 1);
  const positions = await windower.metric("windower_committed_position");
  for (const [partition, end] of ends) if ((positions.get(partition) ?? 0) < end) return undefined;
  return true;
}

export async function deleteTopics(prefix: string): Promise<void> {
  const admin = client().admin();
  await admin.connect();
  await admin.deleteTopics({ topics: (await admin.listTopics()).filter(each => each.startsWith(prefix)) });
  await admin.disconnect();
}
