import type { LogRecord } from "@market/log";
import type { Kafka } from "kafkajs";
import { type Cluster, createCluster } from "./cluster.ts";
import { fetchRecords, readable } from "./fetch.ts";
import type { FetchedPartition } from "./fetch-answer.ts";

export interface TopicRecord extends LogRecord {
  readonly partition: number;
}

const PARTITION_BYTES = 1_048_576;
const FETCH_BYTES = 8 * PARTITION_BYTES;

/**
 * Reads all partitions of a topic from the beginning, a request for each broker and no consumer group: nobody's offsets
 * or assignments are touched, and any number of readers see every record. Records are handed out once for each rewind.
 */
export class TopicReader {
  readonly #topic: string;
  readonly #cluster: Cluster;
  /** Partition → the offset to fetch next. */
  #next: ReadonlyMap<number, number> = new Map();
  /** Partition → where it ended when the reader was rewound. */
  #ends: ReadonlyMap<number, number> = new Map();

  constructor(kafka: Kafka, topic: string) {
    this.#topic = topic;
    this.#cluster = createCluster(kafka);
  }

  get partitions(): number {
    return this.#next.size;
  }

  /** Whether offsets are left that were there at the rewind. A compacted log can end in some that have no record. */
  get isBehind(): boolean {
    return [...this.#ends].some(([partition, end]) => this.#next.get(partition)! < end);
  }

  /** The next fetch begins with the oldest records there are. */
  async rewind(): Promise<void> {
    await this.#refresh();
    const low = await this.#offsets(true);
    this.#ends = await this.#offsets(false);
    this.#next = low;
  }

  /** What there is at this moment, at most some MiB of it, each partition's records in order. */
  async fetch(): Promise<readonly TopicRecord[]> {
    try {
      const leaders = this.#cluster.findLeaderForPartitions(this.#topic, [...this.#next.keys()]);
      const answers = await Promise.all(
        Object.entries(leaders).map(([nodeId, partitions]) => this.#ask(nodeId, partitions)),
      );
      // Only when all have answered: what an error throws away must be fetched again.
      return this.#take(answers.flat());
    } catch (error) {
      await this.#refresh();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#cluster.disconnect();
  }

  async #ask(nodeId: string, partitions: readonly number[]): Promise<readonly FetchedPartition[]> {
    return await fetchRecords(await this.#cluster.findBroker({ nodeId }), {
      topic: this.#topic,
      from: partitions.map(partition => ({ partition, offset: this.#next.get(partition)! })),
      partitionBytesMax: PARTITION_BYTES,
      bytesMax: FETCH_BYTES,
      waitMs: 0,
    });
  }

  #take(answer: readonly FetchedPartition[]): TopicRecord[] {
    const next = new Map(this.#next);
    const records = answer.flatMap(fetched => {
      const { partition, records } = readable(fetched);
      next.set(partition, fetched.next);
      return [...records].map(record => ({ partition, ...record }));
    });
    this.#next = next;
    return records;
  }

  async #offsets(fromBeginning: boolean): Promise<Map<number, number>> {
    const metadata = this.#cluster.findTopicPartitionMetadata(this.#topic);
    const partitions = metadata.map(({ partitionId }) => ({ partition: partitionId }));
    const [found] = await this.#cluster.fetchTopicsOffset([
      { topic: this.#topic, partitions, fromBeginning },
    ]);
    return new Map(found!.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
  }

  async #refresh(): Promise<void> {
    await this.#cluster.connect();
    await this.#cluster.addTargetTopic(this.#topic);
    await this.#cluster.refreshMetadata();
  }
}
