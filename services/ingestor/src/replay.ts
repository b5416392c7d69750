import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import {
  createClient,
  ensureTopics,
  isEmpty,
  KafkaTickSink,
  plainTopic,
  readKafka,
  readRegistry,
  SchemaRegistry,
  ticksTopic,
} from "@market/kafka";
import { ConfigError, createLog, Env, parseDuration, type Variables } from "@market/runtime";
import { Ingest } from "./ingest.ts";
import { IngestorMetrics } from "./metrics.ts";
import { RecordingSource } from "./recording-source.ts";
import { type Survey, survey } from "./survey.ts";
import { registerTicks } from "./ticks-schema.ts";

const USAGE =
  "FILE [--speed 60] [--tail 2m] [--append]: a file of frames or ticks, a line each; --speed 0 is as fast as it goes";

interface ReplayOptions {
  readonly file: string;
  readonly speed: number;
  /** Time is said to have passed for this long after the last line, so that the last windows close. */
  readonly tailMs: number;
  readonly append: boolean;
}

/** Publishes a recording to the ticks topic as the live feed would have, but for the snapshot rule. */
export async function replay(
  args: readonly string[],
  variables: Variables,
  signal: AbortSignal,
): Promise<void> {
  const { file, speed, tailMs, append } = readArguments(args);
  const env = new Env(variables);
  const config = readKafka(env);
  const registry = readRegistry(env);
  env.check();
  const { topics, partitions, replicationFactor } = config;
  const log = createLog("replay", "warn");
  const recording = await survey(file);
  say(describe(file, recording));
  if (recording.tickers.size === 0) return;
  const kafka = createClient(config, `replay-${process.pid}`, log);
  // A recording may be years old: a topic that is made for it keeps it.
  const ticks = { ...ticksTopic(topics.ticks), settings: { "retention.ms": "-1" } };
  await ensureTopics({
    kafka,
    topics: [ticks, plainTopic(topics.deadLetters)],
    partitions,
    replicationFactor,
    log,
    signal,
  });
  if (!append && !(await isEmpty(kafka, topics.ticks)))
    throw new Error(
      `topic ${topics.ticks} has records already, and a recording among live ticks makes them late: ` +
        "set TICKS_TOPIC to another topic, or say --append if you mean it",
    );
  const sink = new KafkaTickSink({
    kafka,
    ticksTopic: topics.ticks,
    deadLettersTopic: topics.deadLetters,
    partitions,
    log,
  });
  const source = new RecordingSource(file, speed, recording.from);
  const metrics = new IngestorMetrics();
  const ingest = new Ingest({
    source,
    sink,
    snapshotAgeMs: 0,
    receivedTime: () => source.receivedTime,
    log,
    metrics,
  });
  const all = Array.from({ length: partitions }, (_, partition) => partition);
  if (registry)
    ingest.intake.prefix = await registerTicks(new SchemaRegistry(registry, log), topics.ticks, signal);
  ingest.watch(recording.tickers);
  ingest.own(new Set(all));
  const progress = setInterval(() => say(`  at ${iso(source.receivedTime)}`), 5_000);
  await ingest.run(signal);
  clearInterval(progress);
  const { dropped } = ingest.intake.queue;
  if (ingest.unpublished + dropped > 0)
    throw new Error(`${ingest.unpublished} records did not reach the log, ${dropped} were dropped before`);
  if (!signal.aborted) {
    const timestamp = source.receivedTime + tailMs;
    await sink.publish(
      all.map(partition => ({ partition, key: null, value: null, timestamp })),
      [],
    );
  }
  await Promise.race([sink.close(), sleep(1_000)]);
  say(await count(metrics));
}

function readArguments(args: readonly string[]): ReplayOptions {
  const { values, positionals } = parse(args);
  const [file, ...others] = positionals;
  const speed = Number(values.speed);
  const tailMs = parseDuration(values.tail);
  const faults: string[] = [];
  if (file === undefined || others.length > 0) faults.push(USAGE);
  if (!(speed >= 0)) faults.push(`--speed ${values.speed}: expected a number such as 60, or 0`);
  if (tailMs === undefined) faults.push(`--tail ${values.tail}: expected a duration such as 2m`);
  if (faults.length > 0) throw new ConfigError(faults);
  return { file: file!, speed, tailMs: tailMs!, append: values.append };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        speed: { type: "string", default: "1" },
        tail: { type: "string", default: "2m" },
        append: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new ConfigError([`${(error as Error).message}: ${USAGE}`]);
  }
}

function describe(file: string, { tickers, lines, refused, from, to }: Survey): string {
  if (tickers.size === 0) return `${file}: ${lines} lines, no ticks in them`;
  const wrong = refused > 0 ? `, ${refused} that are no ticks` : "";
  return `${file}: ${lines} lines${wrong}, ${tickers.size} tickers, ${iso(from)} to ${iso(to)}`;
}

async function count(metrics: IngestorMetrics): Promise<string> {
  const { values } = await metrics.frames.get();
  const parts = values.map(({ labels, value }) => `${value} ${labels.result}`);
  const published = (await metrics.published.get()).values[0]?.value ?? 0;
  return `published ${published} ticks; lines: ${parts.join(", ")}`;
}

const iso = (time: number) => new Date(time).toISOString();
const say = (line: string) => void process.stdout.write(`${line}\n`);
