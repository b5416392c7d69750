import type { Bar } from "../bars.ts";
import type { Command } from "../child.ts";

/** What a participant of the drain is started with. */
export interface Job {
  readonly brokers: string;
  readonly ticks: string;
  /** Exists, is empty, and has as many partitions as the ticks topic. */
  readonly output: string;
  readonly partitions: number;
  /** Unique to the run: part of the name of every group, topic and directory. */
  readonly run: string;
}

/**
 * A program that reads the ticks topic from its beginning, folds windows of a minute, and writes a record a closed window to the
 * output topic. It never ends by itself, and within 20 s of a SIGTERM.
 */
export interface Participant {
  readonly name: string;
  /** What it writes to beside the output: created before it is started, since a new topic takes a second to settle. */
  topics?(job: Job): readonly string[];
  command(job: Job): Command;
  /** Whether a line of its stdout says that it has begun: from there on it is timed, so that nobody's start-up counts. */
  isConsuming(line: string): boolean;
  /** The bar that a record of the output topic holds; undefined where it is none. */
  read(value: Buffer): Bar | undefined;
}
