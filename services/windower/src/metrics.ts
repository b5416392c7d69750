import { Metrics } from "@market/runtime";
import type { Counted, Task } from "./task.ts";

const DEAD = new Set<Counted>(["undecodable", "key", "partition", "future", "gap"]);

/** The windower's metrics; labels are partitions and reasons, never tickers. */
export class WindowerMetrics extends Metrics {
  readonly records = this.counter("records_total", "Records of the ticks topic by what became of them", [
    "result",
  ]);
  readonly features = this.counter("features_total", "Features records computed");
  readonly lateTicks = this.counter("late_ticks_total", "Ticks that missed at least one of their windows");
  readonly deadLetters = this.counter("dead_letters_total", "Records that could not be used, by reason", [
    "reason",
  ]);
  readonly customFailures = this.counter(
    "custom_feature_failures_total",
    "Windows for which a feature of FEATURE_MODULES is null because it threw or returned no finite number",
    ["feature", "reason"],
  );
  readonly customSlow = this.counter(
    "custom_feature_slow_total",
    "Windows for which a feature of FEATURE_MODULES took more than 10 ms",
    ["feature"],
  );
  readonly commits = this.counter("commits_total", "Transactions committed");
  readonly recoveries = this.counter(
    "recoveries_total",
    "Tasks that started again from the log after an error",
  );
  readonly missed = this.counter(
    "missed_offsets_total",
    "Offsets deleted from the log before they were folded",
  );
  readonly position = this.gauge("position", "Offset behind the last record folded", ["partition"]);
  readonly committedPosition = this.gauge("committed_position", "Offset behind the last record committed", [
    "partition",
  ]);
  readonly live = new Map<number, Task>();
  readonly tasks = this.gauge("tasks_live", "Partitions this process is folding");

  constructor() {
    super("windower");
  }

  taskLive(partition: number, task: Task): void {
    this.live.set(partition, task);
    this.tasks.set(this.live.size);
  }

  /** A task that ends late must not take down the figures of the one that follows it. */
  taskEnded(partition: number, task: Task): void {
    if (this.live.get(partition) !== task) return;
    this.live.delete(partition);
    this.tasks.set(this.live.size);
    this.position.remove(String(partition));
    this.committedPosition.remove(String(partition));
  }

  committed(partition: number, task: Task): void {
    this.commits.inc();
    this.committedPosition.set({ partition }, task.position);
  }

  /** Adds what the task counted since the last call. */
  add(partition: number, task: Task): void {
    this.position.set({ partition }, task.position);
    for (const [what, count] of task.takeCounts()) {
      if (what === "features") this.features.inc(count);
      else if (what === "late_record") this.lateTicks.inc(count);
      else this.records.inc({ result: what }, count);
      if (DEAD.has(what)) this.deadLetters.inc({ reason: what }, count);
    }
  }
}
