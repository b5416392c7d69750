import type { LogRecord } from "@market/log";
import type { Kafka } from "kafkajs";
import { type Cluster, createCluster } from "./cluster.ts";
import { fetchRecords, readable } from "./fetch.ts";
import type { FetchedPartition } from "./fetch-answer.ts";

export interface TopicRecord extends LogRecord {
  readonly partition: number;
}

/** What there is of all partitions, and which of them cannot be read from where they are. */
export interface FetchedTopic {
  readonly records: readonly TopicRecord[];
  readonly damaged: ReadonlyMap<number, Error>;
}

/** The topic has another number of partitions than at the rewind: it is another one, or has grown. */
export class PartitionsChanged extends Error {
  override readonly name = "PartitionsChanged";
}

const PARTITION_BYTES = 1_048_576;
const FETCH_BYTES = 8 * PARTITION_BYTES;

type Offsets = ReadonlyMap<number, number>;

/**
 * Reads all partitions of a topic from the beginning or from a time on, a request for each broker and no consumer group: nobody's
 * offsets or assignments are touched, and any number of readers see every record. Records are handed out once for each rewind.
 */
export class TopicReader {
  readonly #topic: string;
  readonly #cluster: Cluster;
  /** Partition → the offset to fetch next. */
  #next: Offsets = new Map();
  /** Partition → where it began and ended when the reader was rewound. */
  #starts: Offsets = new Map();
  #ends: Offsets = new Map();
  /** Partition → where it ended at the last fetch of it. */
  #highs: Offsets = new Map();
  /** After an error: who leads the partitions is to be asked again. */
  #isStale = false;

  constructor(kafka: Kafka, topic: string) {
    this.#topic = topic;
    this.#cluster = createCluster(kafka);
  }

  get partitions(): number {
    return this.#next.size;
  }

  /** Whether offsets are left that were there at the rewind. A compacted log can end in some that have no record. */
  get isBehind(): boolean {
    return this.behind.size > 0;
  }

  /** The partitions in which offsets are left that were there at the rewind. */
  get behind(): ReadonlySet<number> {
    const behind = [...this.#ends].filter(([partition, end]) => this.#next.get(partition)! < end);
    return new Set(behind.map(([partition]) => partition));
  }

  /** How much is read of what was there at the rewind, from 0 to 1; of nothing all is. */
  get share(): number {
    let all = 0;
    let done = 0;
    for (const [partition, end] of this.#ends) {
      const start = this.#starts.get(partition)!;
      all += Math.max(0, end - start);
      done += Math.max(0, Math.min(end, this.#next.get(partition)!) - start);
    }
    return all === 0 ? 1 : done / all;
  }

  /** Offsets to the end of the log as of the last fetches, those of open transactions included. */
  get lag(): number {
    return [...this.#highs].reduce(
      (sum, [partition, high]) => sum + lagOf(high, this.#next.get(partition)),
      0,
    );
  }

  /** The next fetch begins with the oldest records there are, or with each partition's first one of `fromTime` (in ms) or later. */
  async rewind(fromTime?: number): Promise<void> {
    await this.#refresh();
    const low = await this.#offsets({ fromBeginning: true });
    const ends = await this.#offsets({ fromBeginning: false });
    // After the ends: what comes in between would be passed over where no record is that late.
    const found = fromTime === undefined ? low : await this.#offsets({ fromTimestamp: fromTime });
    const starts = new Map(
      [...found].map(([partition, offset]) => [partition, offset < 0 ? ends.get(partition)! : offset]),
    );
    this.#starts = starts;
    this.#next = starts;
    this.#ends = ends;
    this.#highs = ends;
    this.#isStale = false;
  }

  /** What there is at this moment, at most some MiB of it, each partition's records in order. */
  async fetch(): Promise<readonly TopicRecord[]> {
    const answer = await this.#fetch([...this.#next.keys()], 0);
    // All or nothing: what an error throws away must be fetched again.
    for (const fetched of answer) readable(fetched);
    return this.#take(answer);
  }

  /**
   * The same but for partitions of `without`, and where there is nothing it waits so long for a first record. A partition
   * that cannot be read does not keep the others'; rejects with PartitionsChanged where the topic has become another.
   */
  async follow(waitMs: number, without: ReadonlySet<number> = new Set()): Promise<FetchedTopic> {
    const partitions = [...this.#next.keys()].filter(partition => !without.has(partition));
    const answer = await this.#fetch(partitions, waitMs, () => this.#checkPartitions());
    const damaged = new Map<number, Error>();
    for (const { partition, error } of answer) if (error !== undefined) damaged.set(partition, error);
    return { records: this.#take(answer), damaged };
  }

  /** The offset that a partition is read on from. */
  nextOf(partition: number): number | undefined {
    return this.#next.get(partition);
  }

  async close(): Promise<void> {
    await this.#cluster.disconnect();
  }

  async #fetch(
    partitions: number[],
    waitMs: number,
    check: () => void = () => undefined,
  ): Promise<readonly FetchedPartition[]> {
    try {
      if (this.#isStale) await this.#refresh();
      this.#isStale = false;
      check();
      const leaders = this.#cluster.findLeaderForPartitions(this.#topic, partitions);
      const answers = await Promise.all(
        Object.entries(leaders).map(([nodeId, led]) => this.#ask(nodeId, led, waitMs)),
      );
      return answers.flat();
    } catch (error) {
      this.#isStale = true;
      throw error;
    }
  }

  #checkPartitions(): void {
    const found = this.#cluster.findTopicPartitionMetadata(this.#topic).length;
    if (found === this.partitions) return;
    throw new PartitionsChanged(`topic ${this.#topic} has ${found} partitions, and had ${this.partitions}`);
  }

  async #ask(
    nodeId: string,
    partitions: readonly number[],
    waitMs: number,
  ): Promise<readonly FetchedPartition[]> {
    return await fetchRecords(await this.#cluster.findBroker({ nodeId }), {
      topic: this.#topic,
      from: partitions.map(partition => ({ partition, offset: this.#next.get(partition)! })),
      partitionBytesMax: PARTITION_BYTES,
      bytesMax: FETCH_BYTES,
      waitMs,
    });
  }

  #take(answer: readonly FetchedPartition[]): TopicRecord[] {
    const next = new Map(this.#next);
    const highs = new Map(this.#highs);
    const records = answer.flatMap(({ partition, records, next: after, highWatermark }) => {
      next.set(partition, after);
      highs.set(partition, highWatermark);
      return [...records].map(record => ({ partition, ...record }));
    });
    this.#next = next;
    this.#highs = highs;
    return records;
  }

  async #offsets(
    from: { readonly fromBeginning: boolean } | { readonly fromTimestamp: number },
  ): Promise<Map<number, number>> {
    const metadata = this.#cluster.findTopicPartitionMetadata(this.#topic);
    const partitions = metadata.map(({ partitionId }) => ({ partition: partitionId }));
    const [found] = await this.#cluster.fetchTopicsOffset([
      { topic: this.#topic, partitions, fromBeginning: false, ...from },
    ]);
    return new Map(found!.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
  }

  async #refresh(): Promise<void> {
    await this.#cluster.connect();
    await this.#cluster.addTargetTopic(this.#topic);
    await this.#cluster.refreshMetadata();
  }
}

function lagOf(high: number, next = high): number {
  return Math.max(0, high - next);
}
