import type { Kafka } from "kafkajs";
import { type Cluster, createCluster } from "./cluster.ts";
import { fetchRecords } from "./fetch.ts";
import type { FetchedPartition } from "./fetch-answer.ts";
import type { TopicRecord } from "./topic-reader.ts";

/** Of each partition; the ends of a busy topic are looked at, not read. */
const PARTITION_BYTES = 131_072;
const FETCH_BYTES = 16 * PARTITION_BYTES;

/** Looks at the end of a topic now and then, without reading all of it and without a group. */
export class TopicTail {
  readonly #topic: string;
  readonly #cluster: Cluster;
  /** Partition → the offset behind what was seen of it. */
  readonly #seen = new Map<number, number>();
  #isStale = true;

  constructor(kafka: Kafka, topic: string) {
    this.#topic = topic;
    this.#cluster = createCluster(kafka);
  }

  /**
   * What is new among the last `offsets` offsets of each partition, in order in each; less where that is more than some 128 KiB.
   * Rejects with kafkajs's error.
   */
  async look(offsets: number): Promise<readonly TopicRecord[]> {
    try {
      if (this.#isStale) await this.#refresh();
      this.#isStale = false;
      const from = await this.#news(offsets);
      const leaders = this.#cluster.findLeaderForPartitions(this.#topic, [...from.keys()]);
      const answers = await Promise.all(
        Object.entries(leaders).map(([nodeId, partitions]) => this.#ask(nodeId, partitions, from)),
      );
      return answers.flat().flatMap(({ partition, records, next }) => {
        this.#seen.set(partition, next);
        return [...records].map(record => ({ partition, ...record }));
      });
    } catch (error) {
      this.#isStale = true;
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#cluster.disconnect();
  }

  /** Partition → where to look. What cannot be decoded is passed by as soon as it is no longer near the end. */
  async #news(offsets: number): Promise<ReadonlyMap<number, number>> {
    const lows = await this.#offsets(true);
    const from = new Map<number, number>();
    for (const [partition, high] of await this.#offsets(false)) {
      const seen = this.#seen.get(partition) ?? 0;
      // A topic that ends before is another one.
      const start = Math.max(lows.get(partition) ?? 0, high - offsets, seen > high ? 0 : seen);
      if (start < high) from.set(partition, start);
    }
    return from;
  }

  async #ask(
    nodeId: string,
    partitions: readonly number[],
    from: ReadonlyMap<number, number>,
  ): Promise<readonly FetchedPartition[]> {
    return await fetchRecords(await this.#cluster.findBroker({ nodeId }), {
      topic: this.#topic,
      from: partitions.map(partition => ({ partition, offset: from.get(partition)! })),
      partitionBytesMax: PARTITION_BYTES,
      bytesMax: FETCH_BYTES,
      waitMs: 0,
    });
  }

  async #offsets(fromBeginning: boolean): Promise<ReadonlyMap<number, number>> {
    const metadata = this.#cluster.findTopicPartitionMetadata(this.#topic);
    const partitions = metadata.map(({ partitionId }) => ({ partition: partitionId }));
    const [found] = await this.#cluster.fetchTopicsOffset([
      { topic: this.#topic, partitions, fromBeginning },
    ]);
    return new Map(found?.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
  }

  async #refresh(): Promise<void> {
    await this.#cluster.connect();
    await this.#cluster.addTargetTopic(this.#topic);
    await this.#cluster.refreshMetadata();
  }
}
