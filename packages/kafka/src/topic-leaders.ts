import type { Kafka } from "kafkajs";
import { type Cluster, createCluster } from "./cluster.ts";
import { fetchRecords } from "./fetch.ts";
import type { FetchedPartition } from "./fetch-answer.ts";

/** Partition → an offset. */
export type Offsets = ReadonlyMap<number, number>;

export interface FetchLimits {
  readonly partitionBytesMax: number;
  readonly bytesMax: number;
  /** How long a broker may wait for a first byte. */
  readonly waitMs: number;
}

/**
 * Asks the brokers that lead a topic's partitions, without a group. After an error it first asks who they are. Everything
 * here rejects with kafkajs's error.
 */
export class TopicLeaders {
  readonly #topic: string;
  readonly #cluster: Cluster;
  #isStale = true;

  constructor(kafka: Kafka, topic: string) {
    this.#topic = topic;
    this.#cluster = createCluster(kafka);
  }

  /** How many there were when it was asked last. */
  get partitions(): number {
    return this.#cluster.findTopicPartitionMetadata(this.#topic).length;
  }

  /** The next question is who leads, and how many partitions there are. */
  doubt(): void {
    this.#isStale = true;
  }

  /** Asks that where there is doubt. */
  async know(): Promise<void> {
    await this.#sure(async () => undefined);
  }

  /** Of all partitions: where they begin or end, or their first record of a time (in ms) or later, -1 where there is none. */
  async offsets(of: "beginning" | "end" | number): Promise<Offsets> {
    return await this.#sure(async () => {
      const metadata = this.#cluster.findTopicPartitionMetadata(this.#topic);
      const partitions = metadata.map(({ partitionId }) => ({ partition: partitionId }));
      const from = {
        fromBeginning: of === "beginning",
        ...(typeof of === "number" && { fromTimestamp: of }),
      };
      const [found] = await this.#cluster.fetchTopicsOffset([{ topic: this.#topic, partitions, ...from }]);
      return new Map(found!.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
    });
  }

  /** From these offsets on, a request for each broker. Only what is committed. */
  async fetch(from: Offsets, limits: FetchLimits): Promise<readonly FetchedPartition[]> {
    return await this.#sure(async () => {
      const leaders = this.#cluster.findLeaderForPartitions(this.#topic, [...from.keys()]);
      const answers = await Promise.all(
        Object.entries(leaders).map(async ([nodeId, partitions]) =>
          fetchRecords(await this.#cluster.findBroker({ nodeId }), {
            topic: this.#topic,
            from: partitions.map(partition => ({ partition, offset: from.get(partition)! })),
            ...limits,
          }),
        ),
      );
      return answers.flat();
    });
  }

  async close(): Promise<void> {
    await this.#cluster.disconnect();
  }

  async #sure<T>(ask: () => Promise<T>): Promise<T> {
    try {
      if (this.#isStale) await this.#refresh();
      this.#isStale = false;
      return await ask();
    } catch (error) {
      this.#isStale = true;
      throw error;
    }
  }

  async #refresh(): Promise<void> {
    await this.#cluster.connect();
    await this.#cluster.addTargetTopic(this.#topic);
    await this.#cluster.refreshMetadata();
  }
}
