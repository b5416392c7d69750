import { Arrivals } from "./arrivals.ts";
import type { Backlog } from "./backlog.ts";
import { type Bar, isSame } from "./bars.ts";
import { Child } from "./child.ts";
import { createTopics, deleteTopics } from "./kafka/topics.ts";
import type { Bench } from "./part.ts";
import type { Participant } from "./participants/participant.ts";
import { cpuSecondsAtStart, cpuSecondsOf } from "./windower-process.ts";

const START_MS_MAX = 180_000;
const DRAIN_MS_MAX = 900_000;

export interface Drained {
  /** From the first one that consumes until the last bar that is due can be read. */
  readonly ms: number;
  /** How many of the due bars came as the plain fold has them. */
  readonly equal: number;
  /** CPU time of all replicas since each began to serve its metrics, in s; undefined unless it was asked for. */
  readonly cpuSeconds: number | undefined;
}

export interface DrainOptions {
  readonly backlog: Backlog;
  /** The bars to wait for. */
  readonly due: ReadonlyMap<string, Bar>;
  readonly replicas?: number;
  /** Participants that are our windower say what they used of the CPU. */
  readonly hasCpu?: boolean;
}

let runs = 0;

/** A word that no other run on this broker has. */
export function nextRun(): string {
  return `bench-${process.pid}-${Date.now().toString(36)}-${++runs}`;
}

/** Lets a participant drain the backlog once; its topics are deleted behind it. */
export async function drain(bench: Bench, participant: Participant, options: DrainOptions): Promise<Drained> {
  const { backlog, due, replicas = 1, hasCpu = false } = options;
  const { topic: ticks, partitions } = backlog;
  const { signal } = bench;
  const brokers = await bench.broker();
  const run = nextRun();
  const output = `${run}.output`;
  const job = { brokers, ticks, output, partitions, run };
  await createTopics(brokers, partitions, output, ...(participant.topics?.(job) ?? []));
  const arrivals = await Arrivals.at(brokers, output);
  const command = participant.command(job);
  const children = Array.from({ length: replicas }, () => new Child(participant.name, command));
  const usedBefore = hasCpu
    ? Promise.all(children.map(child => cpuSecondsAtStart(child, START_MS_MAX, signal)))
    : undefined;
  usedBefore?.catch(() => undefined);
  try {
    const isConsuming = (line: string) => participant.isConsuming(line);
    const begun = await Promise.any(
      children.map(child => child.until("it consumes", isConsuming, START_MS_MAX, signal)),
    ).catch(({ errors }: AggregateError) => Promise.reject(errors[0]));
    const all = arrivals.all(due, value => participant.read(value), signal);
    const { at, bars } = await Promise.race(
      children.map(child =>
        child.unlessEnded(all, `its last bar (${due.size} are due)`, DRAIN_MS_MAX, signal),
      ),
    );
    const used = hasCpu ? await Promise.all(children.map(cpuSecondsOf)) : [];
    return {
      ms: at - begun,
      equal: [...due].filter(([key, bar]) => isSame(bars.get(key)!, bar)).length,
      cpuSeconds: usedBefore && sum(used) - sum(await usedBefore),
    };
  } finally {
    await Promise.all(children.map(child => child.stop()));
    await arrivals.close();
    await deleteTopics(brokers, run);
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
