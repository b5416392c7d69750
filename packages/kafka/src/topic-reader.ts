import type { Kafka } from "kafkajs";
import { readable } from "./fetch.ts";
import type { FetchedPartition } from "./fetch-answer.ts";
import { type Offsets, TopicLeaders } from "./topic-leaders.ts";
import { recordsOf, type TopicRecords } from "./topic-records.ts";

/** What there is of all partitions, and which of them cannot be read from where they are. */
export interface FetchedTopic {
  readonly records: TopicRecords;
  readonly damaged: ReadonlyMap<number, Error>;
}

/** The topic has another number of partitions than at the rewind: it is another one, or has grown. */
export class PartitionsChanged extends Error {
  override readonly name = "PartitionsChanged";
}

const PARTITION_BYTES = 1_048_576;
const LIMITS = { partitionBytesMax: PARTITION_BYTES, bytesMax: 8 * PARTITION_BYTES };

/**
 * Reads all partitions of a topic from the beginning or from a time on, a request for each broker and no consumer group: nobody's
 * offsets or assignments are touched, and any number of readers see every record. Records are handed out once for each rewind.
 */
export class TopicReader {
  readonly #topic: string;
  readonly #leaders: TopicLeaders;
  /** Partition → the offset to fetch next. */
  #next: Offsets = new Map();
  /** Partition → where it began and ended when the reader was rewound. */
  #starts: Offsets = new Map();
  #ends: Offsets = new Map();
  /** Partition → where it ended at the last fetch of it. */
  #highs: Offsets = new Map();

  constructor(kafka: Kafka, topic: string) {
    this.#topic = topic;
    this.#leaders = new TopicLeaders(kafka, topic);
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
    this.#leaders.doubt();
    const low = await this.#leaders.offsets("beginning");
    const ends = await this.#leaders.offsets("end");
    // After the ends: what comes in between would be passed over where no record is that late.
    const found = fromTime === undefined ? low : await this.#leaders.offsets(fromTime);
    const starts = new Map(
      [...found].map(([partition, offset]) => [partition, offset < 0 ? ends.get(partition)! : offset]),
    );
    this.#starts = starts;
    this.#next = starts;
    this.#ends = ends;
    this.#highs = ends;
  }

  /** What there is at this moment, at most some MiB of it, each partition's records in order. */
  async fetch(): Promise<TopicRecords> {
    const answer = await this.#leaders.fetch(this.#next, { ...LIMITS, waitMs: 0 });
    // All or nothing: what an error throws away must be fetched again.
    for (const fetched of answer) readable(fetched);
    return this.#take(answer);
  }

  /**
   * The same but for partitions of `without`, and where there is nothing it waits so long for a first record. A partition
   * that cannot be read does not keep the others'; rejects with PartitionsChanged where the topic has become another.
   */
  async follow(waitMs: number, without: ReadonlySet<number> = new Set()): Promise<FetchedTopic> {
    await this.#leaders.know();
    this.#checkPartitions();
    const from = new Map([...this.#next].filter(([partition]) => !without.has(partition)));
    const answer = await this.#leaders.fetch(from, { ...LIMITS, waitMs });
    const damaged = new Map<number, Error>();
    for (const { partition, error } of answer) if (error !== undefined) damaged.set(partition, error);
    return { records: this.#take(answer), damaged };
  }

  /** The next fetch asks first how many partitions there are: nobody tells of those that are added. */
  doubt(): void {
    this.#leaders.doubt();
  }

  /** The offset that a partition is read on from. */
  nextOf(partition: number): number | undefined {
    return this.#next.get(partition);
  }

  async close(): Promise<void> {
    await this.#leaders.close();
  }

  #checkPartitions(): void {
    const found = this.#leaders.partitions;
    if (found === this.partitions) return;
    throw new PartitionsChanged(`topic ${this.#topic} has ${found} partitions, and had ${this.partitions}`);
  }

  #take(answer: readonly FetchedPartition[]): TopicRecords {
    const next = new Map(this.#next);
    const highs = new Map(this.#highs);
    for (const { partition, next: after, highWatermark } of answer) {
      next.set(partition, after);
      highs.set(partition, highWatermark);
    }
    this.#next = next;
    this.#highs = highs;
    return recordsOf(answer);
  }
}

function lagOf(high: number, next = high): number {
  return Math.max(0, high - next);
}
