import type { OutRecord } from "./record.ts";

/** A record with the partition it goes to. */
export interface Routed extends OutRecord {
  readonly partition: number;
}

/** The log as the ingestor sees it: two topics to append to, in order, one call at a time. */
export interface TickSink {
  readonly partitions: number;
  /** The partition of a key, murmur2 as in the Java client. */
  partitionOf(key: string): number;
  /** Resolves when all records are acknowledged; records of a partition keep their order. Retries by itself. */
  publish(ticks: readonly Routed[], deadLetters: readonly OutRecord[]): Promise<void>;
}
