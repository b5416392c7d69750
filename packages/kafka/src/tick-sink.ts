import { setTimeout as sleep } from "node:timers/promises";
import type { OutRecord, Routed, TickSink } from "@market/log";
import type { Log } from "@market/runtime";
import type { Kafka, Message, Producer } from "kafkajs";
import { toMessage } from "./message.ts";
import { partitionOf } from "./partition-of.ts";
import { slices } from "./slices.ts";

export interface TickSinkOptions {
  readonly kafka: Kafka;
  readonly ticksTopic: string;
  readonly deadLettersTopic: string;
  readonly partitions: number;
  /** False while another may be writing our partitions: then nothing is sent, nor sent again. */
  readonly mayWrite?: () => boolean;
  /** Records of other partitions are left out, by whoever they are then. */
  readonly isOurs?: (partition: number) => boolean;
  readonly log: Log;
}

const ASK_AGAIN_MS = 50;

/**
 * Appends ticks with an idempotent producer.
 *
 * One send is in flight at a time, its retries included: kafkajs reuses the sequence number of a failed
 * attempt, so that a concurrent send would be acknowledged without being written. After a send that failed for good
 * the producer is replaced for the same reason, and the same records are sent again: readers drop repeats.
 */
export class KafkaTickSink implements TickSink {
  readonly partitions: number;
  readonly #options: TickSinkOptions;
  #producer: Producer | undefined;

  constructor(options: TickSinkOptions) {
    this.#options = options;
    this.partitions = options.partitions;
  }

  partitionOf(key: string): number {
    return partitionOf(key, this.partitions);
  }

  async publish(ticks: readonly Routed[], deadLetters: readonly OutRecord[]): Promise<void> {
    const { ticksTopic, deadLettersTopic } = this.#options;
    const { isOurs = () => true } = this.#options;
    for (const slice of slices(ticks)) {
      await this.#send(ticksTopic, () =>
        slice.filter(({ partition }) => isOurs(partition)).map(record => toMessage(record, record.partition)),
      );
    }
    for (const slice of slices(deadLetters)) {
      await this.#send(deadLettersTopic, () =>
        slice.map(record => toMessage(record, this.partitionOf(String(record.key ?? "")))),
      );
    }
  }

  async close(): Promise<void> {
    await this.#producer?.disconnect();
    this.#producer = undefined;
  }

  /** The messages are asked for with each attempt, because a partition may have moved meanwhile. */
  async #send(topic: string, toMessages: () => Message[]): Promise<void> {
    for (;;) {
      while (this.#options.mayWrite?.() === false) await sleep(ASK_AGAIN_MS);
      const messages = toMessages();
      if (messages.length === 0) return;
      try {
        this.#producer ??= await this.#connect();
        await this.#producer.send({ topic, messages, acks: -1 });
        return;
      } catch (error) {
        // What cannot be encoded will never be sent.
        if (error instanceof SyntaxError || error instanceof TypeError || error instanceof RangeError)
          throw error;
        this.#options.log.warn(
          { topic, records: messages.length, error: String(error) },
          "send failed, new producer",
        );
        await this.close().catch(() => undefined);
        await sleep(1_000);
      }
    }
  }

  async #connect(): Promise<Producer> {
    const producer = this.#options.kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      // Few, so that after a long outage it is asked first whether the partitions are still ours.
      retry: { retries: 5, initialRetryTime: 100, maxRetryTime: 2_000 },
    });
    await producer.connect();
    return producer;
  }
}
