import type { Kafka } from "kafkajs";
import { createCluster } from "./cluster.ts";
import { deliver, type ProducerCluster } from "./deliver.ts";
import { pause } from "./pause.ts";
import type { RecordBatchWriter } from "./record-batch-writer.ts";

/** Sequence numbers begin again at 0 behind the largest of 31 bits. */
const SEQUENCE_MASK = 0x7fff_ffff;
/** Between one time that a producer id is asked for and the next, doubled each time: five tries in 1.5 s. */
const RETRY_MS = 100;
const RETRY_MS_MAX = 1_600;

interface IdempotentCluster extends ProducerCluster {
  findControllerBroker(): Promise<{
    initProducerId(request: object): Promise<{ producerId: string; producerEpoch: number }>;
  }>;
}

/**
 * An idempotent producer of encoded record batches. One send at a time, its retries included.
 *
 * A batch gets its sequence number once and is sent again byte for byte, to whoever leads its partition by then, so that the
 * broker knows it again; kafkajs numbers it anew, which writes it twice where a leader moves. After a send that has
 * failed for good nobody knows which numbers are taken: the producer is of no more use.
 */
export class BatchProducer {
  readonly #cluster: IdempotentCluster;
  /** By topic and partition, the number of the next record. */
  readonly #sequences = new Map<string, number>();
  #id: { readonly producerId: bigint; readonly epoch: number } | undefined;
  /** A send is under way, or has failed: which numbers are taken is not known. */
  #isUncertain = false;

  constructor(kafka: Kafka) {
    this.#cluster = createCluster(kafka) as IdempotentCluster;
  }

  /**
   * Asks for a producer id, again where the broker has only just started; must have resolved before the first `send`. `topics` are
   * some that will be written, and are there.
   */
  async connect(topics: readonly string[]): Promise<void> {
    await this.#cluster.connect();
    // Or kafkajs asks for the metadata of every topic there is, and trips over any that is in trouble.
    await this.#cluster.addMultipleTargetTopics(topics);
    for (let waitMs = RETRY_MS; this.#id === undefined; waitMs *= 2) {
      try {
        this.#id = await this.#askForId();
      } catch (error) {
        if (waitMs === RETRY_MS_MAX || (error as { retriable?: boolean }).retriable !== true) throw error;
        await pause(waitMs);
      }
    }
  }

  async disconnect(): Promise<void> {
    await this.#cluster.disconnect();
  }

  /**
   * Resolves when all in-sync replicas have all of them, at most one batch a partition; rejects when that cannot be known.
   * `mayResend` is asked before anything is sent again.
   */
  async send(topic: string, batches: readonly RecordBatchWriter[], mayResend?: () => boolean): Promise<void> {
    const id = this.#id;
    if (id === undefined || this.#isUncertain)
      throw new Error("the producer is not connected, is sending or has failed");
    this.#isUncertain = true;
    const encoded = batches.map(batch => {
      const sequence = this.#sequences.get(`${topic}/${batch.partition}`) ?? 0;
      return { topic, partition: batch.partition, bytes: batch.finish({ ...id, sequence }) };
    });
    await deliver(this.#cluster, encoded, { ...(mayResend && { mayResend }) });
    for (const { partition, records } of batches) {
      const key = `${topic}/${partition}`;
      this.#sequences.set(key, ((this.#sequences.get(key) ?? 0) + records) & SEQUENCE_MASK);
    }
    this.#isUncertain = false;
  }

  async #askForId(): Promise<{ producerId: bigint; epoch: number }> {
    await this.#cluster.refreshMetadataIfNecessary();
    const broker = await this.#cluster.findControllerBroker();
    // The timeout is one of transactions, which there are none of.
    const { producerId, producerEpoch } = await broker.initProducerId({ transactionTimeout: 60_000 });
    return { producerId: BigInt(producerId), epoch: producerEpoch };
  }
}
