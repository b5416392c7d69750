import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Edit } from "./edit.ts";
import type { SeedRange, Summary } from "./run-seeds.ts";
import { Counts } from "./world.ts";

/** Runs seeds in a thread, on the sources as edited. */
export async function runInThread(range: SeedRange, edits: readonly Edit[] = []): Promise<Summary> {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { workerData: { range, edits } });
  const [summary] = await once(worker, "message");
  return summary;
}

/** Runs the seeds from 1 to `last` in as many threads. */
export async function runInThreads(threads: number, last: number): Promise<Summary> {
  const summaries = await Promise.all(
    Array.from({ length: threads }, (_, i) =>
      runInThread({ first: i + 1, last, step: threads, failuresMax: 3, twice: false }),
    ),
  );
  const counts = new Counts();
  for (const summary of summaries) for (const [what, count] of summary.counts) counts.add(what, count);
  return {
    seeds: summaries.reduce((sum, { seeds }) => sum + seeds, 0),
    failed: summaries.flatMap(({ failed }) => failed).sort((a, b) => a.seed - b.seed),
    counts,
  };
}
