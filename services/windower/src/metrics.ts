import type { TaskLog } from "@market/log";
import { Metrics, once } from "@market/runtime";
import type { Held } from "@market/windowing";
import { COUNTED, DEAD } from "./counted.ts";
import { LiveTask } from "./live-task.ts";
import type { Task } from "./task.ts";

/** From quick transactions to a broker that comes back just before clients give up. */
const TRANSACTION_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
const VISIBLE_S = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** What a commit took, and what of it was due. */
export interface Committed {
  /** From its begin until the log had it. */
  readonly tookMs: number;
  /** Received time of the first record that made one of its windows due; undefined where it has none. */
  readonly dueSince: number | undefined;
}

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
  readonly rebalances = this.counter(
    "rebalances_total",
    "Times the group has shared the partitions out, the first included",
  );
  readonly missed = this.counter(
    "missed_offsets_total",
    "Offsets deleted from the log before they were folded",
  );
  readonly transactionSeconds = this.histogram(
    "transaction_seconds",
    "Time from the begin of a transaction until it was committed",
    TRANSACTION_S,
  );
  readonly dueToVisible = this.histogram(
    "due_to_visible_seconds",
    "Time from the receipt of the record that made a window due until its features could be read, of the oldest in each commit",
    VISIBLE_S,
  );
  readonly live = new Map<number, LiveTask>();
  /** The partitions that the group has given to this process. */
  assigned: () => readonly number[] = () => [...this.live.keys()];
  readonly #now: () => number;

  /** `now` is the wall clock, in ms since the epoch. */
  constructor(now: () => number = Date.now) {
    super("windower");
    this.#now = now;
    // A reason that has never come up is 0: what is missing looks like a query that is wrong.
    for (const result of COUNTED) this.records.inc({ result }, 0);
    for (const reason of DEAD) this.deadLetters.inc({ reason }, 0);
    this.#describePartitions();
    this.#describeProcess();
  }

  taskLive(partition: number, task: Task, log: TaskLog): void {
    this.live.set(partition, new LiveTask(task, log));
  }

  /** A task that ends late must not take down the figures of the one that follows it. */
  taskEnded(partition: number, task: Task): void {
    if (this.live.get(partition)?.task === task) this.live.delete(partition);
  }

  committed(partition: number, task: Task, { tookMs, dueSince }: Committed): void {
    this.commits.inc();
    this.transactionSeconds.observe(tookMs / 1_000);
    if (dueSince !== undefined) this.dueToVisible.observe(Math.max(0, this.#now() - dueSince) / 1_000);
    const live = this.live.get(partition);
    if (live?.task === task) live.committedPosition = task.position;
  }

  /** Adds what the task counted since the last call. */
  add(partition: number, task: Task): void {
    this.live.get(partition)?.look(this.#now());
    for (const [what, count] of task.takeCounts()) {
      if (what === "features") this.features.inc(count);
      else if (what === "late_record") this.lateTicks.inc(count);
      else this.records.inc({ result: what }, count);
      if (DEAD.has(what)) this.deadLetters.inc({ reason: what }, count);
    }
  }

  /** The partitions of ours that are not folded yet, or not folded again yet. */
  get recovering(): readonly number[] {
    return this.assigned().filter(partition => !this.live.has(partition));
  }

  /** How far the newest received time is ahead of our clock, in ms; 0 where it is not, or nothing has come lately. */
  get clockAheadMs(): number {
    const now = this.#now();
    return Math.max(0, ...[...this.live.values()].map(each => each.aheadMs(now)));
  }

  #describePartitions(): void {
    this.gaugesOf("position", "Offset behind the last record folded", "partition", () =>
      this.#each(({ task }) => task.position),
    );
    this.gaugesOf("committed_position", "Offset behind the last record committed", "partition", () =>
      this.#each(({ committedPosition }) => committedPosition),
    );
    this.gaugesOf(
      "lag_records",
      "Offsets between the position and the end of the log as of the last fetch",
      "partition",
      () => this.#each(({ lag }) => lag),
    );
    this.gaugesOf(
      "watermark_delay_seconds",
      "How far a ticker without a delay of its own is complete, behind now: WAIT, the age of the latest record, and nothing else",
      "partition",
      () => {
        const now = this.#now();
        return this.#each(({ task: { watermark } }) =>
          watermark === undefined ? undefined : (now - watermark) / 1_000,
        );
      },
    );
  }

  #describeProcess(): void {
    this.gaugesOf(
      "tasks",
      "Partitions this process owns: those it folds, and those it does not yet",
      "state",
      () => [
        ["live", this.live.size],
        ["recovering", this.recovering.length],
      ],
    );
    const held = once(() => this.#held());
    this.gaugeOf("tickers", "Tickers known to the tasks", () => held().tickers);
    this.gaugeOf("open_windows", "Windows that hold ticks and are not closed", () => held().openWindows);
    this.gaugeOf("ticks_held", "Ticks that an open window needs", () => held().ticks);
    this.gaugeOf("bytes_held", "Bytes of the rows that hold them", () => held().bytes);
    this.gaugeOf(
      "clock_ahead_seconds",
      "How far the newest received time is ahead of this machine's clock",
      () => this.clockAheadMs / 1_000,
    );
  }

  #held(): Held {
    const sum = { tickers: 0, ticks: 0, openWindows: 0, bytes: 0 };
    for (const { task } of this.live.values()) {
      const held = task.held();
      sum.tickers += held.tickers;
      sum.ticks += held.ticks;
      sum.openWindows += held.openWindows;
      sum.bytes += held.bytes;
    }
    return sum;
  }

  *#each(read: (live: LiveTask) => number | undefined): Generator<readonly [number, number], void> {
    for (const [partition, live] of this.live) {
      const value = read(live);
      if (value !== undefined) yield [partition, value];
    }
  }
}
