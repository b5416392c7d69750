import type { Commit, OutRecord } from "@market/log";
import type { Kafka } from "kafkajs";
import { RecordBatchWriter } from "./record-batch-writer.ts";
import { TransactionalProducer } from "./transactional-producer.ts";

export interface TaskTopics {
  readonly ticks: string;
  readonly features: string;
  readonly lateTicks: string;
  readonly deadLetters: string;
  readonly checkpoints: string;
}

/** Brokers refuse batches over 1 MiB by default; a record that is larger goes alone. */
const BATCH_BYTES_MAX = 512 * 1_024;

/** What is to be written to one topic. */
interface Output {
  readonly topic: string;
  readonly records: readonly OutRecord[];
}

/** The transactional producer of one task: its id is what shuts out every earlier owner of the partition. */
export class TaskProducer {
  readonly #producer: TransactionalProducer;
  readonly #group: string;
  readonly #topics: TaskTopics;
  readonly #partition: number;

  constructor(kafka: Kafka, group: string, topics: TaskTopics, partition: number) {
    this.#group = group;
    this.#topics = topics;
    this.#partition = partition;
    this.#producer = new TransactionalProducer(kafka, `${group}.${topics.ticks}.${partition}`);
  }

  /** When this returns, no transaction of an earlier owner is open or can be committed any more. */
  async fence(): Promise<void> {
    const { features, lateTicks, deadLetters, checkpoints } = this.#topics;
    await this.#producer.fence([features, lateTicks, deadLetters, checkpoints]);
  }

  /** After an error the producer must not be used again: what became of the transaction cannot be told. */
  async commit({ features, lateTicks, deadLetters, checkpoint, lowWater }: Commit): Promise<void> {
    const topics = this.#topics;
    const outputs = [
      { topic: topics.features, records: features },
      { topic: topics.lateTicks, records: lateTicks },
      { topic: topics.deadLetters, records: deadLetters },
      { topic: topics.checkpoints, records: checkpoint },
    ].filter(({ records }) => records.length > 0);
    await this.#producer.begin(
      outputs.map(({ topic }) => topic),
      this.#partition,
      this.#group,
    );
    // Both are over before an error is told: nothing runs on in a producer that is being closed.
    const done = await Promise.allSettled([
      this.#send(outputs),
      this.#producer.commitOffset(this.#group, topics.ticks, this.#partition, lowWater),
    ]);
    for (const each of done) if (each.status === "rejected") throw each.reason;
    await this.#producer.end();
  }

  async close(): Promise<void> {
    await this.#producer.close();
  }

  /** One batch of each topic at a time, until all are sent. */
  async #send(outputs: readonly Output[]): Promise<void> {
    let filling = outputs.map(({ topic, records }) => {
      return { topic, records, next: 0, batch: new RecordBatchWriter(this.#partition) };
    });
    while (filling.length > 0) {
      for (const each of filling) each.next = fill(each.batch, each.records, each.next);
      await this.#producer.send(filling);
      filling = filling.filter(({ next, records }) => next < records.length);
    }
  }
}

/** Fills a batch anew with the records from `from` on; returns the first for which there is no room. */
function fill(batch: RecordBatchWriter, records: readonly OutRecord[], from: number): number {
  batch.clear();
  let next = from;
  while (next < records.length) {
    const record = records[next]!;
    if (batch.records > 0 && batch.length + (record.value?.length ?? 0) > BATCH_BYTES_MAX) break;
    batch.add(record);
    next++;
  }
  return next;
}
