import { TickGroup } from "@market/kafka";
import type { Clock } from "@market/runtime";
import { runTask, type TaskOptions } from "@market/windower";
import { type Broker, TOPICS } from "./broker.ts";
import { countingMetrics, tracingLog } from "./hearsay.ts";
import { createKafka } from "./kafka.ts";
import type { Network } from "./network.ts";
import type { Event, Owner } from "./timeline.ts";
import { trace, type World } from "./world.ts";

export const GROUP = "windower";

export interface ProcessOptions {
  readonly name: string;
  readonly broker: Broker;
  readonly network: Network;
  readonly task: Omit<TaskOptions, "partition">;
  /** It has ended: crashed, left, or given up with an error. */
  readonly onEnd: (process: WindowerProcess, error?: Error) => void;
}

/** One windower process, wired as runWindower wires it. */
export class WindowerProcess implements Owner {
  readonly name: string;
  isAlive = true;
  isPaused = false;
  readonly #world: World;
  readonly #options: ProcessOptions;
  readonly #stop = new AbortController();
  #assigned: readonly number[] = [];
  /** How much later its clock is with every look at it: a machine on which folding takes its time. */
  readonly #slownessMs: number;
  #lookedMs = 0;
  #held: Event[] = [];

  constructor(world: World, options: ProcessOptions) {
    this.name = options.name;
    this.#world = world;
    this.#options = options;
    this.#slownessMs = world.random.pick([0, 0, 30, 100]);
    world.timeline.after(0, this, () => this.#run());
  }

  /** kill -9: none of its code runs any more; what it has sent is on its way. */
  crash(): void {
    if (!this.isAlive) return;
    this.#world.counts.add("crash");
    this.#end();
  }

  /** SIGSTOP, and SIGCONT after `ms`: then all that has come due meanwhile comes at once. */
  pause(ms: number): void {
    if (!this.isAlive || this.isPaused) return;
    const { counts, timeline } = this.#world;
    counts.add(ms > 10_000 ? "pause beyond the session timeout" : "pause");
    trace(this.#world, `${this.name}: paused for ${ms} ms`);
    this.isPaused = true;
    timeline.after(ms, undefined, () => this.resume());
  }

  resume(): void {
    if (!this.isPaused) return;
    trace(this.#world, `${this.name}: goes on`);
    this.isPaused = false;
    for (const event of this.#held.splice(0)) this.#world.timeline.release(event);
  }

  /** SIGTERM. */
  leave(): void {
    this.#world.timeline.after(0, this, () => {
      this.#world.counts.add("left the group");
      this.#stop.abort();
    });
  }

  hold(event: Event): void {
    this.#held.push(event);
  }

  /** What the group has told it last. */
  assign(partitions: readonly number[]): void {
    this.#assigned = partitions;
  }

  /** A producer that is made for a partition will shut out whoever has it: it had better be us. */
  makesProducer(partition: number): void {
    if (this.#assigned.includes(partition)) return;
    this.#world.wrongs.push(`${this.name} shuts out the owner of [${partition}], which was taken from it`);
  }

  #end(error?: Error): void {
    if (!this.isAlive) return;
    trace(this.#world, `${this.name}: ended${error ? ` with ${error}` : ""}`);
    this.isAlive = false;
    this.#held = [];
    this.#options.onEnd(this, error);
  }

  #run(): void {
    const { broker, network, task } = this.#options;
    const clock = this.#clock();
    const log = tracingLog(this.#world, this.name);
    const group = new TickGroup({
      kafka: createKafka(broker, network, this),
      group: GROUP,
      topics: TOPICS,
      log,
      clock,
      onAssigned: async taskLog => {
        const { partition } = taskLog;
        try {
          await runTask(taskLog, { ...task, partition, log, clock, metrics: countingMetrics(this.#world) });
        } catch (error) {
          this.#world.wrongs.push(`${this.name}: task ${partition} stopped for good: ${error}`);
          throw error;
        }
      },
    });
    group.run(this.#stop.signal).then(
      () => this.#end(),
      error => this.#end(error),
    );
  }

  /** Time passes while code looks at it, up to the next event, so that long work is cut into slices. */
  #clock(): Clock {
    const { timeline } = this.#world;
    return {
      now: () => {
        this.#lookedMs = Math.max(timeline.now, this.#lookedMs + this.#slownessMs);
        return Math.floor(this.#lookedMs);
      },
      after: (ms, callback) => {
        const event = timeline.after(ms, this, callback);
        return () => {
          event.isCancelled = true;
        };
      },
    };
  }
}
