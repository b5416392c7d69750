import { setTimeout as sleep } from "node:timers/promises";
import type { OutRecord, Routed, TickSink } from "@market/log";
import type { Log } from "@market/runtime";
import type { Kafka } from "kafkajs";
import { partitionOf } from "./partition-of.ts";
import { BatchProducer } from "./produce-batches.ts";
import { RecordBatchWriter } from "./record-batch-writer.ts";

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
/** Brokers refuse batches over 1 MiB by default; a record that is larger goes alone. */
const BATCH_BYTES_MAX = 512 * 1_024;

/**
 * Appends ticks with an idempotent producer, one send at a time. After a send that failed for good the producer is
 * replaced, and the same records are sent again: some may be there twice, and readers drop repeats.
 */
export class KafkaTickSink implements TickSink {
  readonly partitions: number;
  readonly #options: TickSinkOptions;
  /** By partition. */
  readonly #writers: readonly RecordBatchWriter[];
  #producer: BatchProducer | undefined;

  constructor(options: TickSinkOptions) {
    const { partitions } = options;
    this.#options = options;
    this.partitions = partitions;
    this.#writers = Array.from({ length: partitions }, (_, partition) => new RecordBatchWriter(partition));
  }

  partitionOf(key: string): number {
    return partitionOf(key, this.partitions);
  }

  async publish(ticks: readonly Routed[], deadLetters: readonly OutRecord[]): Promise<void> {
    const { ticksTopic, deadLettersTopic, isOurs = () => true } = this.#options;
    await this.#sendAll(ticksTopic, ticks, isOurs);
    const routed = deadLetters.map(record => ({
      ...record,
      partition: this.partitionOf(String(record.key ?? "")),
    }));
    await this.#sendAll(deadLettersTopic, routed, () => true);
  }

  async close(): Promise<void> {
    const producer = this.#producer;
    this.#producer = undefined;
    await producer?.disconnect();
  }

  async #sendAll(
    topic: string,
    records: readonly Routed[],
    isWanted: (partition: number) => boolean,
  ): Promise<void> {
    for (let from = 0; from < records.length; ) from = await this.#send(topic, records, from, isWanted);
  }

  /**
   * Sends records from `from` on, as many as go into one send, and returns where the next one begins. Whose partitions
   * they are is asked before each attempt, because one may have moved meanwhile. Rejects where a record cannot be written.
   */
  async #send(
    topic: string,
    records: readonly Routed[],
    from: number,
    isWanted: (partition: number) => boolean,
  ): Promise<number> {
    for (;;) {
      while (this.#options.mayWrite?.() === false) await sleep(ASK_AGAIN_MS);
      const to = this.#write(records, from);
      const batches = this.#writers.filter(({ records, partition }) => records > 0 && isWanted(partition));
      try {
        if (batches.length > 0) await (await this.#connected()).send(topic, batches, this.#options.mayWrite);
        return to;
      } catch (error) {
        this.#options.log.warn(
          { topic, records: to - from, error: String(error) },
          "send failed, new producer",
        );
        await this.close().catch(() => undefined);
        await sleep(1_000);
      }
    }
  }

  /** Writes records into their partitions' batches until one is full; returns the first that is not in them. */
  #write(records: readonly Routed[], from: number): number {
    for (const writer of this.#writers) writer.clear();
    for (let to = from; to < records.length; to++) {
      const record = records[to]!;
      const writer = this.#writers[record.partition]!;
      if (writer.records > 0 && writer.length + (record.value?.length ?? 0) > BATCH_BYTES_MAX) return to;
      writer.add(record);
    }
    return records.length;
  }

  async #connected(): Promise<BatchProducer> {
    if (this.#producer === undefined) {
      const producer = new BatchProducer(this.#options.kafka);
      this.#producer = producer;
      await producer.connect([this.#options.ticksTopic]);
    }
    return this.#producer;
  }
}
