import { setTimeout as sleep } from "node:timers/promises";
import { Child } from "../child.ts";
import { nextRun } from "../drain.ts";
import { Topic } from "../kafka/topic.ts";
import { createTopics, deleteTopics } from "../kafka/topics.ts";
import type { Bench, Result } from "../part.ts";
import type { Job } from "../participants/participant.ts";
import { sideTopics, windowerCommand } from "../participants/windower.ts";
import { untilReady } from "../windower-process.ts";
import { wallClock } from "./clock.ts";
import { writePaced } from "./paced-writer.ts";
import { poll } from "./poll.ts";
import { percentiles } from "./samples.ts";
import { PARTITIONS, type Span, TICKERS } from "./span.ts";

const START_MS_MAX = 60_000;

/**
 * From when a window is due until its features are read: due is when the record was acknowledged whose received time is WAIT behind
 * the window's end, the first such record of its partition; ticks have no lead here, so nothing else closes a window.
 */
export async function dueToVisible(bench: Bench, rate: number, span: Span): Promise<Result[]> {
  const brokers = await bench.broker();
  const run = nextRun();
  const [ticks, output] = [`${run}.ticks`, `${run}.features`];
  const job = { brokers, ticks, output, partitions: PARTITIONS, run };
  await createTopics(brokers, PARTITIONS, ticks, output, ...sideTopics(job));
  const windower = new Child(
    "windower",
    windowerCommand(job, { windows: `${span.windowMs}ms`, waitMs: span.windowMs }),
  );
  try {
    await untilReady(windower, START_MS_MAX, bench.signal);
    const measuring = measure(brokers, job, rate, span, bench.signal);
    const latencies = await windower.unlessEnded(
      measuring,
      "all is measured",
      spanMs(span) + START_MS_MAX,
      bench.signal,
    );
    return percentiles(
      { part: "latency", name: `${rate} ticks/s: window due to features visible` },
      latencies,
    );
  } finally {
    await windower.stop();
    await deleteTopics(brokers, run);
  }
}

/** What is due at the end of the measured time may still come. */
function spanMs({ warmUpMs, measureMs, windowMs }: Span): number {
  return warmUpMs + measureMs + windowMs / 2;
}

/** The latencies in ms of the windows that became due in the measured time. */
async function measure(
  brokers: string,
  job: Job,
  rate: number,
  span: Span,
  signal: AbortSignal,
): Promise<number[]> {
  const from = wallClock() + span.warmUpMs;
  const to = from + span.measureMs;
  const dues = new Dues(span.windowMs);
  const latencies: number[] = [];
  const [topic, output] = [await Topic.open(brokers, job.ticks), await Topic.open(brokers, job.output)];
  const stop = new AbortController();
  const onAppended = (partition: number, time: number, at: number) => dues.note(partition, time, at);
  const writing = writePaced({ topic, tickers: TICKERS, rate, onAppended }, stop.signal);
  const reading = poll(output, stop.signal, ({ partition, time }) => {
    const [due, at] = [dues.of(partition, time), wallClock()];
    if (due !== undefined && due >= from && due < to) latencies.push(at - due);
  });
  try {
    const measured = sleep(spanMs(span), undefined, { signal });
    // Both go on until they are stopped, unless they fail.
    await Promise.race([measured, writing, reading]);
    stop.abort();
    await Promise.all([writing, reading]);
    return latencies;
  } finally {
    stop.abort();
    topic.close();
    output.close();
  }
}

/** When each partition's windows became due. */
class Dues {
  readonly #windowMs: number;
  readonly #dueAt = new Map<string, number>();

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  /** The partition's records up to a received time were acknowledged; WAIT is as long as a window, so ends are multiples of it. */
  note(partition: number, time: number, at: number): void {
    const end = time - (time % this.#windowMs) - this.#windowMs;
    const key = `${partition} ${end}`;
    if (!this.#dueAt.has(key)) this.#dueAt.set(key, at);
  }

  /** By wallClock(); undefined for the windows that were due before the first tick. */
  of(partition: number, end: number): number | undefined {
    return this.#dueAt.get(`${partition} ${end}`);
  }
}
