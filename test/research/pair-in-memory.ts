import { Ingest, IngestorMetrics, RecordingSource, survey } from "@market/ingestor";
import { MemoryLog, Records } from "@market/log";
import { createLog } from "@market/runtime";
import { Task } from "@market/windower";
import type { Features, WindowerOptions } from "@market/windowing";

/** What the live pair makes of a recording: the ingestor's code as `npm run replay` runs it, a log in memory, the windower's tasks. */
export async function playThroughPair(
  file: string,
  partitions: number,
  partitionOf: (ticker: string) => number,
  windowing: WindowerOptions,
): Promise<{ features: Features[]; late: number; results: Map<string, number> }> {
  const recording = await survey(file);
  const memory = new MemoryLog(partitions, partitionOf);
  const source = new RecordingSource(file, 0, recording.from);
  const metrics = new IngestorMetrics();
  const ingest = new Ingest({
    source,
    sink: memory.sink(),
    snapshotAgeMs: 0,
    receivedTime: () => source.receivedTime,
    log: createLog("test", "silent"),
    metrics,
  });
  ingest.watch(recording.tickers);
  const all = Array.from({ length: partitions }, (_, partition) => partition);
  ingest.own(new Set(all));
  await ingest.run(new AbortController().signal);
  const features: Features[] = [];
  let late = 0;
  for (const partition of all) {
    memory.ticks.append(partition, [{ key: null, value: null, timestamp: source.receivedTime + 86_400_000 }]);
    const options = { group: "g", topic: "t", partition, partitionOf, format: "json", windowing } as const;
    const task = new Task(options, []);
    for (const _ of task.fold(Records.of(memory.ticks.read(partition, 0))));
    const steps = task.commit(0);
    let step = steps.next();
    while (!step.done) step = steps.next();
    features.push(...step.value.features.map(({ value }) => JSON.parse(Buffer.from(value!).toString())));
    late += step.value.lateTicks.length;
  }
  const { values } = await metrics.frames.get();
  return { features, late, results: new Map(values.map(each => [String(each.labels.result), each.value])) };
}

/** The records as a set, without what counts another log: texts, sorted. */
export function comparable(features: readonly Features[]): string[] {
  return features.map(({ first_offset: _first, last_offset: _last, ...rest }) => JSON.stringify(rest)).sort();
}
