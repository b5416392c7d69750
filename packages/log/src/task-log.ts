import type { LogRecord, OutRecord } from "./record.ts";

/** What a task commits at once: all of it becomes visible to readers, or none. */
export interface Commit {
  readonly features: readonly OutRecord[];
  readonly lateTicks: readonly OutRecord[];
  readonly deadLetters: readonly OutRecord[];
  /** The chunks of one checkpoint, at least one. */
  readonly checkpoint: readonly OutRecord[];
  /** The oldest input offset still needed; committed as the group's offset. */
  readonly lowWater: number;
}

/**
 * The log as one windower task sees it: one input partition, and the output partitions of the same number.
 * The calls come one at a time in the order resume, seek, then poll and commit; after any error, resume again.
 */
export interface TaskLog {
  readonly partition: number;
  /** Whether the partition is still given to us: if not, nothing but returning is right. */
  readonly isOurs: boolean;
  /** Shuts out every earlier owner of the partition, then returns the chunks of the last checkpoint, if any. */
  resume(): Promise<readonly LogRecord[]>;
  /**
   * Sets where polling starts and returns it: without a `from` the oldest record there is; later than `from` if what
   * was there has been deleted. Rejects if the log ends before `position`: then it is another log.
   */
  seek(from: number | undefined, position: number): Promise<number>;
  /** The next records in offset order, empty after `waitMs` without any; null once the partition is no longer ours. */
  poll(waitMs: number): Promise<readonly LogRecord[] | null>;
  commit(commit: Commit): Promise<void>;
}

/** How many records the checkpoint of this record consists of: a header, so that a log need not decode values. */
export const CHUNKS_HEADER = "chunks";
