import { fileURLToPath } from "node:url";
import { Child } from "../child.ts";
import { nextRun } from "../drain.ts";
import { Ingesting, PARTITIONS, TICKERS } from "../ingest/ingesting.ts";
import type { Sent } from "../ingest/orders.ts";
import { createTopics, deleteTopics } from "../kafka/topics.ts";
import { bucketsOf, quantileOf } from "../latency/buckets.ts";
import { ratios, resultOf } from "../median.ts";
import type { Bench, Part, Result } from "../part.ts";

const FRAMES = 400_000;
/** How many records kafkajs gets in one send: as many as our services give it, and as many as the ingestor takes at once. */
const KAFKAJS_BATCHES = [500, 5_000];
const PACED = { framesPerSecond: 10_000, seconds: 20 };
const STAGE_PASSES = 20;
const WORK_MS_MAX = 300_000;

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const part = "ingest";

/** Frames to acknowledged ticks, by the ingestor as it is deployed; beside it kafkajs's producer, which gets the same ticks ready made. */
export const ingestPart: Part = {
  name: part,
  what: "frames from a simulator to acknowledged ticks, and a bare producer of the same ticks",
  run: async bench => [...(await compare(bench)), ...(await latency(bench)), ...(await stages(bench))],
};

interface Flooded {
  readonly sent: Sent;
  readonly cpuMicros: number;
}

async function compare(bench: Bench): Promise<Result[]> {
  const frames = bench.isQuick ? FRAMES / 20 : FRAMES;
  const ours: Flooded[] = [];
  const theirs = KAFKAJS_BATCHES.map((): Sent[] => []);
  for (let round = 0; round < bench.runs; round++) {
    bench.progress(`round ${round + 1} of ${bench.runs}: simulator and ingestor, ${frames} frames`);
    ours.push(await flood(bench, frames));
    for (const [index, batch] of KAFKAJS_BATCHES.entries()) {
      bench.progress(`round ${round + 1} of ${bench.runs}: kafkajs's producer, ${batch} records a send`);
      theirs[index]!.push(await produce(bench, frames, batch));
    }
  }
  const rates = ours.map(({ sent }) => rateOf(sent));
  const note = `${TICKERS} tickers; feed, ingestor and broker share the machine`;
  const cpu = ours.map(({ cpuMicros }) => cpuMicros);
  return [
    resultOf({ part, name: "ingestor", unit: "frames/s", note }, rates),
    resultOf({ part, name: "ingestor, its CPU", unit: "us/frame" }, cpu),
    ...KAFKAJS_BATCHES.flatMap((batch, index) => {
      const name = `kafkajs's producer, ${batch} records a send`;
      const sent = theirs[index]!;
      const cpuMicros = sent.map(each => (each.cpuMs * 1_000) / each.frames);
      return [
        resultOf({ part, name, unit: "ticks/s", note: "ready-made ticks" }, sent.map(rateOf)),
        resultOf({ part, name: `${name}, its CPU`, unit: "us/tick" }, cpuMicros),
        resultOf({ part, name: `ingestor / ${name}`, unit: "times" }, ratios(rates, sent.map(rateOf))),
      ];
    }),
  ];
}

const rateOf = ({ frames, ms }: Sent) => (frames * 1_000) / ms;

async function flood({ broker, signal }: Bench, frames: number): Promise<Flooded> {
  return await Ingesting.run(await broker(), signal, async ingesting => {
    await ingesting.flood(frames / 2, WORK_MS_MAX, signal);
    const before = await ingesting.cpuSeconds();
    const sent = await ingesting.flood(frames, WORK_MS_MAX, signal);
    return { sent, cpuMicros: (((await ingesting.cpuSeconds()) - before) * 1e6) / frames };
  });
}

async function produce(bench: Bench, frames: number, batch: number): Promise<Sent> {
  const brokers = await bench.broker();
  const topic = `${nextRun()}.ticks`;
  await createTopics(brokers, PARTITIONS, topic);
  try {
    const counts = [PARTITIONS, TICKERS, frames, batch].map(String);
    return await scored<Sent>(bench, "kafkajs-producer", [brokers, topic, ...counts]);
  } finally {
    await deleteTopics(brokers, topic);
  }
}

/** The oldest tick of each send waits longest, and 25 ms of it are for company: an upper bound for the others. */
async function latency({ broker, signal, isQuick, progress }: Bench): Promise<Result[]> {
  const { framesPerSecond } = PACED;
  const seconds = isQuick ? 2 : PACED.seconds;
  progress(`ingest: ${framesPerSecond} frames/s for ${seconds} s`);
  const publishes = await Ingesting.run(await broker(), signal, async ingesting => {
    await ingesting.send({ kind: "pace", framesPerSecond, seconds: seconds / 2 }, WORK_MS_MAX, signal);
    const before = await ingesting.metrics();
    await ingesting.send({ kind: "pace", framesPerSecond, seconds }, WORK_MS_MAX, signal);
    return bucketsOf(await ingesting.metrics(), "ingestor_publish_seconds", before);
  });
  return [0.5, 0.99].map(share => {
    const name = `frame received to tick acknowledged at ${framesPerSecond} frames/s, p${share * 100}`;
    const note = "of the oldest tick in each send, interpolated in the ingestor's histogram";
    return resultOf({ part, name, unit: "ms", note }, [quantileOf(publishes, share) * 1_000]);
  });
}

async function stages(bench: Bench): Promise<Result[]> {
  const passes = bench.isQuick ? 2 : STAGE_PASSES;
  const runs: Record<string, number>[] = [];
  for (let round = 0; round < bench.runs; round++) {
    bench.progress(`round ${round + 1} of ${bench.runs}: the ingestor's steps alone`);
    runs.push(await scored(bench, "stages", [TICKERS, passes, PARTITIONS].map(String)));
  }
  return Object.keys(runs[0]!).map(name =>
    resultOf(
      { part, name, unit: "ns/frame", note: "CPU, alone in a process" },
      runs.map(run => run[name]!),
    ),
  );
}

/** Runs a program of bench/ingest to its end; what it has printed. */
async function scored<T>({ signal }: Bench, program: string, args: readonly string[]): Promise<T> {
  const file = path(`../ingest/${program}.ts`);
  const child = new Child(program, { file: process.execPath, args: [file, ...args] });
  try {
    await child.unlessAborted(signal);
    const said = child.lines.at(-1);
    if (said === undefined) throw new Error(`${program} has no score: ${child.lastWords}`);
    return JSON.parse(said);
  } finally {
    await child.stop();
  }
}
