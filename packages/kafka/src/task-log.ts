import type { Commit, LogRecord, TaskLog } from "@market/log";
import type { Kafka } from "kafkajs";
import type { Inbox } from "./inbox.ts";
import type { PartitionReader } from "./partition-reader.ts";
import { TaskProducer, type TaskTopics } from "./task-producer.ts";

/** What a KafkaTaskLog needs of the consumer that feeds its inbox. */
interface Feed {
  seek(partition: number, offset: number): void;
  resume(partition: number): void;
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

  async resume(): Promise<readonly LogRecord[]> {
    const { kafka, group, topics, reader } = this.#options;
    await this.close();
    this.#producer = new TaskProducer(kafka, group, topics, this.partition);
    await this.#producer.fence();
    return reader.lastCheckpoint(topics.checkpoints, this.partition);
  }

  async seek(offset?: number): Promise<number> {
    const { topics, reader, inbox, feed } = this.#options;
    // Seeking to a deleted offset would make kafkajs reset the group's offset and jump by itself.
    const { low } = await reader.bounds(topics.ticks, this.partition);
    const start = Math.max(offset ?? low, low);
    inbox.reset(start);
    feed.seek(this.partition, start);
    feed.resume(this.partition);
    return start;
  }

  async poll(waitMs: number): Promise<readonly LogRecord[] | null> {
    const { inbox, feed } = this.#options;
    const records = await inbox.take(waitMs);
    if (inbox.isLow) feed.resume(this.partition);
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
}
