import type { TaskLog } from "@market/log";
import { type Clock, type Log, sleep } from "@market/runtime";
import type { WindowerMetrics } from "./metrics.ts";
import { Task, type TaskOptions } from "./task.ts";

/** What is due is committed at once, unless the last commit was less than this ago. */
const COMMIT_INTERVAL_MS = 250;
/** A position that moved without anything to publish is committed this often: it bounds what a restart replays. */
const IDLE_COMMIT_MS = 10_000;
/** The event loop belongs to one task for this long and until its next yield: with 30 ms a backlog was drained a tenth slower, because fetches came in late (2026-11). */
const SLICE_MS = 5;
const BACKOFF_MIN_MS = 200;
const BACKOFF_MAX_MS = 5_000;

export interface RunTaskOptions extends TaskOptions {
  readonly log: Log;
  readonly clock: Clock;
  readonly metrics: WindowerMetrics;
}

/**
 * Runs one task until its partition is taken away. After any error it starts again from the log, as a new
 * owner would: what became of a failed commit is told by the checkpoint, and by nothing else. An error of our own that comes
 * back without any progress is thrown.
 */
export async function runTask(taskLog: TaskLog, options: RunTaskOptions): Promise<void> {
  const { log, metrics, clock } = options;
  const { partition } = taskLog;
  let lastError = "";
  let backoffMs = BACKOFF_MIN_MS;
  for (;;) {
    let commits = 0;
    try {
      await runOnce(taskLog, options, () => commits++);
      return;
    } catch (error) {
      // Starting again would shut out the new owner.
      if (!taskLog.isOurs) return;
      if (commits > 0) backoffMs = BACKOFF_MIN_MS;
      if (commits === 0 && String(error) === lastError && !isOutage(error)) throw error;
      lastError = String(error);
      metrics.recoveries.inc();
      log.warn({ partition, error: lastError, backoffMs }, "task failed, starting again from the log");
      await sleep(clock, backoffMs);
      backoffMs = Math.min(2 * backoffMs, BACKOFF_MAX_MS);
    }
  }
}

async function runOnce(taskLog: TaskLog, options: RunTaskOptions, committed: () => void): Promise<void> {
  const { metrics, clock } = options;
  const { partition } = taskLog;
  const task = await recover(taskLog, options);
  metrics.taskLive(partition, task, taskLog);
  try {
    let lastCommitAt = 0;
    for (;;) {
      const records = await taskLog.poll(task.hasOutput ? COMMIT_INTERVAL_MS : 1_000);
      if (records === null) return;
      await inSlices(task.fold(records), clock);
      metrics.add(partition, task);
      const sinceMs = clock.now() - lastCommitAt;
      const isDue = task.hasOutput
        ? sinceMs >= COMMIT_INTERVAL_MS
        : task.hasMoved && sinceMs >= IDLE_COMMIT_MS;
      if (!isDue) continue;
      if (!taskLog.isOurs) return;
      const { dueSince } = task;
      const commit = await inSlices(task.commit(clock.now()), clock);
      const spans = task.takeSpans();
      const beganAt = performance.now();
      await taskLog.commit(commit);
      lastCommitAt = clock.now();
      metrics.committed(partition, task, { tookMs: performance.now() - beganAt, dueSince });
      for (const span of spans) span.end();
      committed();
    }
  } finally {
    metrics.taskEnded(partition, task);
  }
}

/** Heartbeats, fetches and the other tasks get their turn in between. */
async function inSlices<T>(steps: Generator<void, T>, clock: Clock): Promise<T> {
  let startedAt = clock.now();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (clock.now() - startedAt < SLICE_MS) continue;
    await sleep(clock, 0);
    startedAt = clock.now();
  }
}

/** Makes the task that goes on where the last checkpoint stands, and sets the log to where it reads from. */
async function recover(taskLog: TaskLog, options: RunTaskOptions): Promise<Task> {
  const { log, metrics } = options;
  const { partition } = taskLog;
  const task = new Task(options, await taskLog.resume());
  const { startOffset, position, removed } = task;
  const from = await taskLog.seek(startOffset, position);
  if (startOffset !== undefined && from > startOffset) {
    task.missRecords();
    metrics.missed.inc(from - startOffset);
    log.error({ partition, needed: startOffset, oldest: from }, "ticks were deleted before they were folded");
  }
  log.info({ partition, from, position }, "task live");
  if (removed.length > 0)
    log.warn({ partition, windows: removed }, "windows no longer configured are dropped");
  return task;
}

/**
 * kafkajs's errors are the world's: brokers that are away, elections, a newer owner.
 * Nearly all end by themselves; a refused authorization does not, and is retried with a warning each time.
 */
function isOutage(error: unknown): boolean {
  if (!(error instanceof Error) || !error.name.startsWith("KafkaJS")) return false;
  return !("type" in error && error.type === "MESSAGE_TOO_LARGE");
}
