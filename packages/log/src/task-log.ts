import type { LogRecord, OutRecord } from "./record.ts";
import type { Records } from "./records.ts";

/** What a task commits at once: all of it becomes visible to readers, or none. */
export interface Commit {
  readonly features: readonly OutRecord[];
  readonly lateTicks: readonly OutRecord[];
  readonly deadLetters: readonly OutRecord[];
  /** The records of one checkpoint, at least one; each says in CHAIN_HEADER how far back a recovery has to read. */
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
  /** The offset behind the last record of the input partition, as of the last look at it; undefined before any. */
  readonly end: number | undefined;
  /** Shuts out every earlier owner of the partition, then returns the chain of the last checkpoint, if any. */
  resume(): Promise<readonly LogRecord[]>;
  /**
   * Sets where polling starts and returns it: without a `from` the oldest record there is; later than `from` if what
   * was there has been deleted. Rejects if the log ends before `position`: then it is another log.
   */
  seek(from: number | undefined, position: number): Promise<number>;
  /** The next records in offset order, empty after `waitMs` without any; null once the partition is no longer ours. */
  poll(waitMs: number): Promise<Records | null>;
  commit(commit: Commit): Promise<void>;
}

/**
 * The length of a checkpoint's chain, in records: from the latest full checkpoint up to its own last record. A
 * header, so that a log need not decode values.
 */
export const CHAIN_HEADER = "chain";
