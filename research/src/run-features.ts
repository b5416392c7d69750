import { setTimeout as sleep } from "node:timers/promises";
import { createClient, type KafkaConfig, partitionOf, readKafka, TopicSpans } from "@market/kafka";
import { createLog, Env, type Variables } from "@market/runtime";
import { copyFeatures } from "./copy-features.ts";
import type { FeaturesOptions } from "./features-arguments.ts";
import { count } from "./progress.ts";
import { Refusal } from "./refusal.ts";
import { describe, describeRecords, select } from "./select.ts";

/** A broker that has not answered by then is taken for a wrong address. */
const CONNECT_MS = 15_000;
/** So many records of each partition are looked at to say what there is. */
const SAMPLE = 500;

/** Writes the selected records of the features topic as it is now. Returns what people want to know beside them, if anything. */
export async function runFeatures(
  options: FeaturesOptions,
  variables: Variables,
  signal: AbortSignal,
): Promise<string> {
  const env = new Env(variables);
  const config = readKafka(env);
  env.check();
  const { features: topic } = config.topics;
  // Its log would be on standard output, among the records; what fails for good comes as an exception.
  const kafka = createClient(config, `features-${process.pid}`, createLog("features", "silent"));
  const spans = new TopicSpans(kafka, topic);
  await connect(spans, config);
  try {
    const partitions = partitionsOf(options, spans.partitions);
    const wanted = await spans.spansOf(partitions, options.from);
    const written = await copyFeatures(spans, wanted, options, signal);
    const where = options.out === undefined ? "" : ` in ${options.out}`;
    if (written > 0) return process.stderr.isTTY ? `${count(written, "record")}${where}\n` : "";
    return `${topic} has nothing of ${describe(options)}\n${await describeTopic(spans, topic)}\n`;
  } finally {
    // Without a broker nothing can be ended properly.
    await Promise.race([spans.close(), sleep(CONNECT_MS / 10)]);
  }
}

async function connect(spans: TopicSpans, { brokers, topics }: KafkaConfig): Promise<void> {
  const at = brokers.join(",");
  const late = sleep(CONNECT_MS, undefined, { ref: false }).then(() => {
    throw new Refusal(`no answer from ${at} within ${CONNECT_MS / 1_000} s: is KAFKA_BROKERS right?`);
  });
  const connected = spans.connect().catch((error: Error) => {
    if ("type" in error && error.type === "UNKNOWN_TOPIC_OR_PARTITION")
      throw new Refusal(`there is no topic ${topics.features} at ${at}: is FEATURES_TOPIC right?`);
    throw new Refusal(`${at}: ${error.message}`);
  });
  await Promise.race([late, connected]);
}

function partitionsOf({ tickers }: FeaturesOptions, partitions: number): number[] {
  const all = Array.from({ length: partitions }, (_, partition) => partition);
  if (tickers === undefined) return all;
  const held = new Set(tickers.map(ticker => partitionOf(ticker, partitions)));
  return all.filter(partition => held.has(partition));
}

/** What there is, in words, as far as the latest records of each partition show it. */
async function describeTopic(spans: TopicSpans, topic: string): Promise<string> {
  const all = await spans.spansOf(Array.from({ length: spans.partitions }, (_, partition) => partition));
  const found = [];
  for (const { partition, from, to } of all) {
    for await (const { records } of spans.read({ partition, from: Math.max(from, to - SAMPLE), to }))
      found.push(...select(records, {}));
  }
  if (found.length === 0) return `${topic} holds no features records`;
  return `its latest ${count(found.length, "record")}: ${describeRecords(found)}`;
}
