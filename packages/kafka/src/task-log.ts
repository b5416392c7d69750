import type { Commit, LogRecord, Records, TaskLog } from "@market/log";
import type { Kafka } from "kafkajs";
import type { Inbox } from "./inbox.ts";
import type { PartitionReader } from "./partition-reader.ts";
import { TaskProducer, type TaskTopics } from "./task-producer.ts";

/** What a KafkaTaskLog needs of those who fill its inbox. */
interface Feed {
  /** The inbox has room again, or is somewhere else. */
  wake(): void;
  /** Resolves when the group has confirmed, after the call, that this process is a member. */
  confirmed(): Promise<void>;
}

export interface KafkaTaskLogOptions {
  readonly kafka: Kafka;
  readonly group: string;
  readonly topics: TaskTopics;
  readonly partition: number;
  readonly reader: PartitionReader;
  readonly inbox: Inbox;
  readonly feed: Feed;
}

/** One task's log on Kafka: transactions out, an inbox filled by the group's consumer in. */
export class KafkaTaskLog implements TaskLog {
  readonly partition: number;
  readonly #options: KafkaTaskLogOptions;
  #producer: TaskProducer | undefined;

  constructor(options: KafkaTaskLogOptions) {
    this.#options = options;
    this.partition = options.partition;
  }

  get isOurs(): boolean {
    return !this.#options.inbox.isClosed;
  }

  get end(): number | undefined {
    return this.#options.inbox.end;
  }

  async resume(): Promise<readonly LogRecord[]> {
    const { kafka, group, topics, reader } = this.#options;
    // Whoever starts again after an error may have lost the partition without knowing, and would shut out its new owner.
    if (this.#producer !== undefined) await this.#options.feed.confirmed();
    await this.close();
    if (!this.isOurs) throw new Error(`partition ${this.partition} has been taken away`);
    this.#producer = new TaskProducer(kafka, group, topics, this.partition);
    await this.#producer.fence();
    const checkpoint = await reader.lastCheckpoint(topics.checkpoints, this.partition);
    if (checkpoint.length === 0) {
      await this.#refuseLostCheckpoint();
      await this.#refuseForeignFeatures();
    }
    return checkpoint;
  }

  async seek(from: number | undefined, position: number): Promise<number> {
    const { topics, reader, inbox, feed } = this.#options;
    // An offset that is not in the log is better refused here than by a fetch.
    const { low, high } = await reader.bounds(topics.ticks, this.partition);
    if (position > high) {
      throw new Error(
        `${topics.ticks}[${this.partition}] ends at offset ${high}, but its checkpoint stands at ${position}: it was ` +
          "created anew or cut off. Give the new topic its own GROUP_ID and output topics",
      );
    }
    const start = Math.max(from ?? low, low);
    inbox.reset(start);
    inbox.end = high;
    feed.wake();
    return start;
  }

  async poll(waitMs: number): Promise<Records | null> {
    const { inbox, feed } = this.#options;
    const wasFull = inbox.isFull;
    const records = await inbox.take(waitMs);
    if (wasFull && !inbox.isFull) feed.wake();
    return records;
  }

  async commit(commit: Commit): Promise<void> {
    if (this.#producer === undefined) throw new Error("commit before resume");
    await this.#producer.commit(commit);
  }

  async close(): Promise<void> {
    const producer = this.#producer;
    this.#producer = undefined;
    // A producer that failed may fail to disconnect as well; it is not used again either way.
    await producer?.close().catch(() => undefined);
  }

  /** Starting over beside features that are there already would publish all of them again. */
  async #refuseLostCheckpoint(): Promise<void> {
    const { group, topics, reader } = this.#options;
    const committed = await reader.committedOffset(group, topics.ticks, this.partition);
    if (committed < 0) return;
    throw new Error(
      `group ${group} has committed offset ${committed} of ${topics.ticks}[${this.partition}], but ${topics.checkpoints} ` +
        "holds no checkpoint of it: set CHECKPOINTS_TOPIC to the one it used, or use a new GROUP_ID with output topics of its own",
    );
  }

  /** Two groups that write one features topic publish every window twice. */
  async #refuseForeignFeatures(): Promise<void> {
    const { group, topics, reader } = this.#options;
    if (await reader.isEmpty(topics.features, this.partition)) return;
    throw new Error(
      `group ${group} has no checkpoint in ${topics.checkpoints}[${this.partition}], but ${topics.features}[${this.partition}] ` +
        "holds features already: another group has written them. Give this group a FEATURES_TOPIC and a LATE_TICKS_TOPIC of its own",
    );
  }
}
