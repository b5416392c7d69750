import { fileURLToPath } from "node:url";
import type { Backlog } from "../backlog.ts";
import { Child } from "../child.ts";
import type { Bench } from "../part.ts";
import { javaCommand, toolsJars } from "./kafka-tools.ts";

// Consumers that do nothing with the ticks: what is to be had at most.

const BARE = fileURLToPath(new URL("bare-consumer.ts", import.meta.url));
const START_MS_MAX = 120_000;
const DRAIN_MS_MAX = 600_000;

/** Ticks/s of kafkajs's own consumer, from its first fetch to its last batch. */
export async function drainBare(
  bench: Bench,
  { topic, partitions, ticks }: Backlog,
  run: string,
): Promise<number> {
  const env = {
    KAFKA_BROKERS: await bench.broker(),
    TICKS_TOPIC: topic,
    TOPIC_PARTITIONS: String(partitions),
    RUN: run,
    RECORDS: String(ticks + partitions),
  };
  const child = new Child("kafkajs", { file: process.execPath, args: [BARE], env });
  try {
    const begun = await child.until(
      "the first fetch",
      line => line === "consuming",
      START_MS_MAX,
      bench.signal,
    );
    const done = await child.until("the last batch", line => line === "done", DRAIN_MS_MAX, bench.signal);
    return (ticks * 1_000) / (done - begun);
  } finally {
    await child.stop();
  }
}

/** Ticks/s of Kafka's own kafka-consumer-perf-test: its fetch.nMsg.sec, from the end of the group's rebalance on. */
export async function drainPerf(
  bench: Bench,
  { topic, partitions, ticks }: Backlog,
  run: string,
): Promise<number> {
  const brokers = await bench.broker();
  const jars = await toolsJars(bench);
  const records = ticks + partitions;
  const args = [
    ...["-Xmx512m", "-XX:-UsePerfData", "-cp", `${jars}/*`, "org.apache.kafka.tools.ConsumerPerformance"],
    ...["--bootstrap-server", brokers, "--topic", topic, "--num-records", String(records), "--group", run],
    ...["--timeout", "60000", "--hide-header"],
  ];
  const child = new Child("kafka-consumer-perf-test", { file: javaCommand(process.env), args });
  try {
    await child.unlessAborted(bench.signal);
    const figures = child.lines
      .map(line => line.split(",").map(Number))
      .find(each => each.length === FIGURES);
    const [rate, seen] = [figures?.[RATE], figures?.[SEEN]];
    if (rate === undefined || seen === undefined || seen < ticks)
      throw new Error(`kafka-consumer-perf-test has not read ${ticks} ticks:\n${child.lastWords}`);
    return rate;
  } finally {
    await child.stop();
  }
}

/** start, end, MB, MB/s, records, records/s, rebalance ms, fetch ms, fetch MB/s, fetch records/s. */
const FIGURES = 10;
const SEEN = 4;
const RATE = 9;
