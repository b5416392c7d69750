import type { Commit, OutRecord } from "@market/log";
import type { Kafka, Producer, Transaction } from "kafkajs";
import { toMessage } from "./message.ts";
import { slices } from "./slices.ts";

export interface TaskTopics {
  readonly ticks: string;
  readonly features: string;
  readonly lateTicks: string;
  readonly deadLetters: string;
  readonly checkpoints: string;
}

/**
 * A hundred thousand windows that close together took 4 to 22 s to send (2026-11, two busy cores). An abandoned
 * transaction does not hold up readers for this long: the next owner's fence aborts it.
 */
const TRANSACTION_MS = 60_000;

/** The transactional producer of one task: its id is what shuts out every earlier owner of the partition. */
export class TaskProducer {
  readonly #producer: Producer;
  readonly #group: string;
  readonly #topics: TaskTopics;
  readonly #partition: number;

  constructor(kafka: Kafka, group: string, topics: TaskTopics, partition: number) {
    this.#group = group;
    this.#topics = topics;
    this.#partition = partition;
    this.#producer = kafka.producer({
      transactionalId: `${group}.${topics.ticks}.${partition}`,
      transactionTimeout: TRANSACTION_MS,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      // Few retries: giving up early is cheap, because recovery is the same for every error.
      retry: { initialRetryTime: 100, retries: 5 },
    });
  }

  /**
   * When this returns, no transaction of an earlier owner is open or can be committed any more. kafkajs asks for
   * its producer id and epoch with the first transaction, so an empty one is begun and aborted.
   */
  async fence(): Promise<void> {
    await this.#producer.connect();
    const transaction = await this.#producer.transaction();
    await transaction.abort();
  }

  /** After an error the producer must not be used again: kafkajs cannot tell what became of the transaction. */
  async commit({ features, lateTicks, deadLetters, checkpoint, lowWater }: Commit): Promise<void> {
    const transaction = await this.#producer.transaction();
    await this.#send(transaction, this.#topics.features, features);
    await this.#send(transaction, this.#topics.lateTicks, lateTicks);
    await this.#send(transaction, this.#topics.deadLetters, deadLetters);
    await this.#send(transaction, this.#topics.checkpoints, checkpoint);
    await transaction.sendOffsets({
      consumerGroupId: this.#group,
      topics: [
        { topic: this.#topics.ticks, partitions: [{ partition: this.#partition, offset: String(lowWater) }] },
      ],
    });
    await transaction.commit();
  }

  async close(): Promise<void> {
    await this.#producer.disconnect();
  }

  async #send(transaction: Transaction, topic: string, records: readonly OutRecord[]): Promise<void> {
    for (const slice of slices(records)) {
      await transaction.send({
        topic,
        messages: slice.map(record => toMessage(record, this.#partition)),
        acks: -1,
      });
    }
  }
}
