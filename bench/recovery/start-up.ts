import { Child } from "../child.ts";
import { nextRun } from "../drain.ts";
import { createTopics, deleteTopics } from "../kafka/topics.ts";
import type { Bench } from "../part.ts";
import { sideTopics, windowerCommand } from "../participants/windower.ts";
import { untilReady } from "../windower-process.ts";

const START_MS_MAX = 60_000;

/** From the start of a windower's process until /readyz says 200: of the first member of a group, and of the second one. */
export async function startUp(
  bench: Bench,
  partitions: number,
): Promise<{ firstMs: number; secondMs: number }> {
  const brokers = await bench.broker();
  const run = nextRun();
  const job = { brokers, ticks: `${run}.ticks`, output: `${run}.features`, partitions, run };
  await createTopics(brokers, partitions, job.ticks, job.output, ...sideTopics(job));
  const children: Child[] = [];
  const startMs = async (name: string) => {
    const startedAt = performance.now();
    const child = new Child(name, windowerCommand(job, {}));
    children.push(child);
    return (await untilReady(child, START_MS_MAX, bench.signal)) - startedAt;
  };
  try {
    return { firstMs: await startMs("first windower"), secondMs: await startMs("second windower") };
  } finally {
    await Promise.all(children.map(child => child.stop()));
    await deleteTopics(brokers, run);
  }
}
