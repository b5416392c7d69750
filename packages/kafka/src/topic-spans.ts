import { setTimeout as sleep } from "node:timers/promises";
import type { LogRecord } from "@market/log";
import type { Kafka } from "kafkajs";
import { type Cluster, createCluster } from "./cluster.ts";
import { fetchRecords, readable } from "./fetch.ts";

/** Offsets of one partition: from the first to the one behind the last. */
export interface Span {
  readonly partition: number;
  readonly from: number;
  readonly to: number;
}

export interface Fetched {
  readonly records: readonly LogRecord[];
  /** Where the next records are. */
  readonly next: number;
}

/** The broker went on failing: its message says where in the topic, and why. */
export class TopicUnreadable extends Error {}

const FETCH_BYTES = 4 * 1_048_576;
const FETCH_MS = 500;
const ATTEMPTS = 5;
const RETRY_MS = 500;

/**
 * Reads spans of a topic as they are at one moment, without a consumer group: nobody's offsets are touched, and nothing
 * waits for a group to form. Only what is committed is seen; a transaction that is still open ends the span.
 */
export class TopicSpans {
  readonly #topic: string;
  readonly #cluster: Cluster;

  constructor(kafka: Kafka, topic: string) {
    this.#topic = topic;
    this.#cluster = createCluster(kafka);
  }

  /** Rejects where there is no such topic. */
  async connect(): Promise<void> {
    await this.#cluster.connect();
    await this.#cluster.addTargetTopic(this.#topic);
    await this.#cluster.refreshMetadata();
  }

  get partitions(): number {
    return this.#cluster.findTopicPartitionMetadata(this.#topic).length;
  }

  async close(): Promise<void> {
    await this.#cluster.disconnect();
  }

  /** What the partitions hold now, from the first record on whose timestamp is `fromTime` or later. */
  async spansOf(partitions: readonly number[], fromTime?: number): Promise<Span[]> {
    const low = await this.#offsets(partitions, { fromBeginning: true });
    const high = await this.#offsets(partitions, { fromBeginning: false });
    const found = fromTime === undefined ? low : await this.#offsets(partitions, { fromTimestamp: fromTime });
    return partitions.map(partition => {
      const to = high.get(partition)!;
      const from = found.get(partition)!;
      // -1: no record is that late.
      return { partition, from: from < 0 ? to : Math.max(from, low.get(partition)!), to };
    });
  }

  /** The span's records, some thousands at a time. */
  async *read({ partition, from, to }: Span): AsyncGenerator<Fetched, void> {
    let next = from;
    let failed = 0;
    while (next < to) {
      try {
        const fetched = await this.#fetch(partition, next);
        next = fetched.next;
        failed = 0;
        yield { next: Math.min(next, to), records: fetched.records.filter(({ offset }) => offset < to) };
      } catch (error) {
        if (++failed === ATTEMPTS)
          throw new TopicUnreadable(
            `${this.#topic}[${partition}] cannot be read on from offset ${next}: ${(error as Error).message}`,
          );
        await sleep(RETRY_MS);
        await this.#cluster.refreshMetadata();
      }
    }
  }

  async #fetch(partition: number, from: number): Promise<Fetched> {
    const leaders = this.#cluster.findLeaderForPartitions(this.#topic, [partition]);
    const [fetched] = await fetchRecords(
      await this.#cluster.findBroker({ nodeId: Object.keys(leaders)[0]! }),
      {
        topic: this.#topic,
        from: [{ partition, offset: from }],
        partitionBytesMax: FETCH_BYTES,
        bytesMax: FETCH_BYTES,
        waitMs: FETCH_MS,
      },
    );
    const { next, records } = readable(fetched!);
    if (next === from) throw new Error(`${this.#topic}[${partition}] gave nothing at offset ${from}`);
    return { next, records: [...records] };
  }

  async #offsets(
    partitions: readonly number[],
    from: { readonly fromBeginning: boolean } | { readonly fromTimestamp: number },
  ): Promise<Map<number, number>> {
    const query = {
      topic: this.#topic,
      partitions: partitions.map(partition => ({ partition })),
      fromBeginning: false,
      ...from,
    };
    const [found] = await this.#cluster.fetchTopicsOffset([query]);
    return new Map(found!.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
  }
}
