import { setTimeout as sleep } from "node:timers/promises";
import { Arrivals } from "../arrivals.ts";
import { type Backlog, writeClock } from "../backlog.ts";
import { foldBars } from "../bars.ts";
import { Child } from "../child.ts";
import { nextRun } from "../drain.ts";
import { createTopics, deleteTopics } from "../kafka/topics.ts";
import type { Bench } from "../part.ts";
import { sideTopics, windower, windowerCommand } from "../participants/windower.ts";
import { metricsOf, sumOf } from "../windower-process.ts";

/** That of a windower's group: a member that says nothing for so long is dead. */
export const SESSION_MS = 10_000;

/** Longer than the backlog, which begins at a whole hour: all of it is in one open window a ticker. */
const HOUR_MS = 3_600_000;
const WAIT_MS = 10_000;
const FOLD_MS_MAX = 600_000;
const LOOK_MS = 500;

export interface Takeover {
  /** From the kill until the first feature of the windower that takes over can be read. */
  readonly firstMs: number;
  /** The same until the features of all windows can be read. */
  readonly lastMs: number;
}

/**
 * Has a windower fold the whole backlog into open windows and commit that it has, kills it, starts another one, and writes the clock
 * records that make all windows due: what comes out has been folded again from the log.
 */
export async function takeOver(bench: Bench, backlog: Backlog): Promise<Takeover> {
  const { signal } = bench;
  const brokers = await bench.broker();
  const run = nextRun();
  const job = {
    brokers,
    ticks: backlog.topic,
    output: `${run}.features`,
    partitions: backlog.partitions,
    run,
  };
  const options = { windows: `${HOUR_MS}ms`, waitMs: WAIT_MS };
  await createTopics(brokers, backlog.partitions, job.output, ...sideTopics(job));
  const arrivals = await Arrivals.at(brokers, job.output);
  const children = [new Child("windower", windowerCommand(job, options))];
  try {
    const [first] = children as [Child];
    bench.progress("recovery: a windower folds the backlog");
    await first.unlessEnded(
      untilFolded(first, backlog.ticks, signal),
      "it holds the backlog",
      FOLD_MS_MAX,
      signal,
    );
    if (arrivals.count > 0) throw new Error("a window was closed before its clock record");
    bench.progress("recovery: killed it; another one takes over");
    const killedAt = performance.now();
    first.kill("SIGKILL");
    const second = new Child("second windower", windowerCommand(job, options));
    children.push(second);
    const hour = Math.floor(backlog.from / HOUR_MS) * HOUR_MS;
    await writeClock(brokers, backlog.topic, hour + HOUR_MS + WAIT_MS);
    const due = foldBars(backlog, hour + HOUR_MS, HOUR_MS);
    const { read } = windower("", options);
    const work = Promise.all([arrivals.first(signal), arrivals.all(due, read, signal)]);
    const [firstAt, { at }] = await second.unlessEnded(work, "all features", FOLD_MS_MAX, signal);
    return { firstMs: firstAt - killedAt, lastMs: at - killedAt };
  } finally {
    await Promise.all(children.map(child => child.stop()));
    await arrivals.close();
    await deleteTopics(brokers, run);
  }
}

/** Waits until all ticks are held and a checkpoint covers them: a position without output is committed every 10 s. */
async function untilFolded(child: Child, ticks: number, signal: AbortSignal): Promise<void> {
  for (;;) {
    await sleep(LOOK_MS, undefined, { signal });
    const metrics = await metricsOf(child).catch(() => "");
    const position = sumOf(metrics, "windower_position");
    const isCommitted = sumOf(metrics, "windower_committed_position") === position;
    if (isCommitted && position === ticks && sumOf(metrics, "windower_ticks_held") === ticks) return;
  }
}
