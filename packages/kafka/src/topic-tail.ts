import type { Kafka } from "kafkajs";
import { type Offsets, TopicLeaders } from "./topic-leaders.ts";
import { recordsOf, type TopicRecords } from "./topic-records.ts";

/** Of each partition; the ends of a busy topic are looked at, not read. */
const PARTITION_BYTES = 131_072;
const LIMITS = { partitionBytesMax: PARTITION_BYTES, bytesMax: 16 * PARTITION_BYTES, waitMs: 0 };

/** Looks at the end of a topic now and then, without reading all of it and without a group. */
export class TopicTail {
  readonly #leaders: TopicLeaders;
  /** Partition → the offset behind what was seen of it. */
  readonly #seen = new Map<number, number>();

  constructor(kafka: Kafka, topic: string) {
    this.#leaders = new TopicLeaders(kafka, topic);
  }

  /**
   * What is new among the last `offsets` offsets of each partition, in order in each; less where that is more than some 128 KiB.
   * Rejects with kafkajs's error; all is new again then.
   */
  async look(offsets: number): Promise<TopicRecords> {
    try {
      const answer = await this.#leaders.fetch(await this.#news(offsets), LIMITS);
      for (const { partition, next } of answer) this.#seen.set(partition, next);
      return recordsOf(answer);
    } catch (error) {
      this.#seen.clear();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#leaders.close();
  }

  /** Partition → where to look. What cannot be decoded is passed by as soon as it is no longer near the end. */
  async #news(offsets: number): Promise<Offsets> {
    const lows = await this.#leaders.offsets("beginning");
    const from = new Map<number, number>();
    for (const [partition, high] of await this.#leaders.offsets("end")) {
      const seen = this.#seen.get(partition) ?? 0;
      // A topic that ends before is another one.
      const start = Math.max(lows.get(partition) ?? 0, high - offsets, seen > high ? 0 : seen);
      if (start < high) from.set(partition, start);
    }
    return from;
  }
}
