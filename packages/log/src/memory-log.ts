import { MemoryTopic } from "./memory-topic.ts";
import type { OutRecord } from "./record.ts";
import { Records } from "./records.ts";
import { CHAIN_HEADER, type Commit, type TaskLog } from "./task-log.ts";
import type { Routed, TickSink } from "./tick-sink.ts";

/** A poll returns no more records than this, as a fetch from a broker would not. */
const POLL_MAX = 1_000;

/** All our topics in memory, for tests and for running without a broker. Nothing is kept when the process ends. */
export class MemoryLog {
  readonly partitions: number;
  readonly ticks: MemoryTopic;
  readonly features: MemoryTopic;
  readonly lateTicks: MemoryTopic;
  readonly deadLetters: MemoryTopic;
  readonly checkpoints: MemoryTopic;
  readonly #partitionOf: (key: string) => number;
  /** By partition, the number of owners it has had: only the latest may commit. */
  readonly #epochs: number[];

  constructor(partitions: number, partitionOf: (key: string) => number) {
    this.partitions = partitions;
    this.#partitionOf = partitionOf;
    this.#epochs = new Array(partitions).fill(0);
    this.ticks = new MemoryTopic(partitions);
    this.features = new MemoryTopic(partitions);
    this.lateTicks = new MemoryTopic(partitions);
    this.deadLetters = new MemoryTopic(partitions);
    this.checkpoints = new MemoryTopic(partitions);
  }

  /** The log as an ingestor sees it. */
  sink(): TickSink {
    return {
      partitions: this.partitions,
      partitionOf: this.#partitionOf,
      publish: async (ticks: readonly Routed[], deadLetters: readonly OutRecord[]) => {
        for (const record of ticks) this.ticks.append(record.partition, [record]);
        this.deadLetters.append(0, deadLetters);
      },
    };
  }

  /** The log as one windower task sees it. Polls end with null when `signal` is aborted. */
  task(partition: number, signal?: AbortSignal): TaskLog {
    let epoch = 0;
    let position = 0;
    const { ticks } = this;
    return {
      partition,
      get isOurs() {
        return !signal?.aborted;
      },
      get end() {
        return ticks.end(partition);
      },
      resume: async () => {
        this.#epochs[partition]!++;
        epoch = this.#epochs[partition]!;
        const checkpoints = this.checkpoints.read(partition, 0);
        return checkpoints.slice(-Number(checkpoints.at(-1)?.headers[CHAIN_HEADER] ?? 1));
      },
      seek: async from => {
        position = from ?? 0;
        return position;
      },
      poll: async waitMs => {
        if (this.ticks.read(partition, position, 1).length === 0) await this.ticks.changed(waitMs);
        if (signal?.aborted) return null;
        const records = this.ticks.read(partition, position, POLL_MAX);
        position += records.length;
        return Records.of(records);
      },
      commit: async commit => {
        if (epoch !== this.#epochs[partition]) throw new Error(`partition ${partition} has a newer owner`);
        this.#append(partition, commit);
      },
    };
  }

  #append(partition: number, commit: Commit): void {
    this.features.append(partition, commit.features);
    this.lateTicks.append(partition, commit.lateTicks);
    this.deadLetters.append(partition, commit.deadLetters);
    this.checkpoints.append(partition, commit.checkpoint);
  }
}
