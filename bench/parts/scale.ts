import { type Backlog, CLOCK_AFTER_MS, writeBacklog } from "../backlog.ts";
import { foldBars } from "../bars.ts";
import { drain, nextRun } from "../drain.ts";
import { deleteTopics } from "../kafka/topics.ts";
import { ratios, resultOf } from "../median.ts";
import type { Bench, Part, Result } from "../part.ts";
import { FEWEST, windower } from "../participants/windower.ts";

const NAME = "scale";
const TICKS = 5_000_000;
const OURS = windower("windower", { features: FEWEST, format: "protobuf" });

interface Size {
  readonly tickers: number;
  readonly partitions: number;
  readonly replicas: readonly number[];
}

/** One thing is changed at a time. */
const SIZES: readonly Size[] = [
  { tickers: 10_000, partitions: 12, replicas: [1, 2, 4] },
  { tickers: 1_000, partitions: 12, replicas: [1] },
  { tickers: 100_000, partitions: 12, replicas: [1] },
  { tickers: 10_000, partitions: 1, replicas: [1] },
  { tickers: 10_000, partitions: 96, replicas: [1] },
];

export const scalePart: Part = {
  name: NAME,
  what: "what a tick costs the windower, by replicas, tickers and partitions",
  run: async bench => {
    const cases: Case[] = [];
    for (const size of SIZES) cases.push(...(await measure(bench, size)));
    const [base] = cases as [Case];
    return cases.flatMap(each => resultsOf(each, base));
  },
};

interface Case {
  readonly name: string;
  readonly windows: number;
  /** A value a run. */
  readonly cpuUs: number[];
  readonly rates: number[];
}

async function measure(bench: Bench, { tickers, partitions, replicas }: Size): Promise<Case[]> {
  const { progress, signal, isQuick } = bench;
  const brokers = await bench.broker();
  const run = nextRun();
  try {
    const topic = `${run}.ticks`;
    const size = { tickers, ticks: TICKS / (isQuick ? 20 : 1), partitions };
    const backlog = await writeBacklog({ brokers, topic, ...size, progress, signal });
    const cases: Case[] = [];
    for (const each of replicas) cases.push(await drainBy(bench, backlog, each));
    return cases;
  } finally {
    await deleteTopics(brokers, run);
  }
}

async function drainBy(bench: Bench, backlog: Backlog, replicas: number): Promise<Case> {
  const { tickers, partitions, ticks } = backlog;
  // The clock records close every window, the last ones too.
  const due = foldBars(backlog, backlog.to + CLOCK_AFTER_MS);
  const name = `${count(replicas, "replica")}, ${count(tickers, "ticker")}, ${count(partitions, "partition")}`;
  const measured: Case = { name, windows: due.size, cpuUs: [], rates: [] };
  for (let round = 0; round < bench.longRuns; round++) {
    bench.progress(`${NAME}: ${name}`);
    const { ms, equal, cpuSeconds } = await drain(bench, OURS, { backlog, due, replicas, hasCpu: true });
    if (equal < due.size) throw new Error(`${NAME}, ${name}: ${due.size - equal} windows are wrong`);
    measured.cpuUs.push((cpuSeconds! * 1e6) / ticks);
    measured.rates.push((ticks * 1_000) / ms);
  }
  return measured;
}

function count(n: number, noun: string): string {
  return `${n.toLocaleString("en-US")} ${noun}${n === 1 ? "" : "s"}`;
}

function resultsOf({ name, windows, cpuUs, rates }: Case, base: Case): Result[] {
  const labels = { part: NAME, note: `${windows} windows of a minute closed` };
  const results = [
    resultOf({ ...labels, name: `${name}: CPU`, unit: "µs/tick" }, cpuUs),
    resultOf({ ...labels, name, unit: "ticks/s" }, rates),
  ];
  if (name === base.name) return results;
  const growth = { part: NAME, name: `${name}: CPU / that of ${base.name}`, unit: "times" };
  return [...results, resultOf(growth, ratios(cpuUs, base.cpuUs))];
}
