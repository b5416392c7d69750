import { fileURLToPath } from "node:url";
import { decodeFeatures, type FeaturesFormat } from "@market/wire";
import { type Bar, WAIT_MS, WINDOW_MS } from "../bars.ts";
import type { Command } from "../child.ts";
import type { Job, Participant } from "./participant.ts";

const MAIN = fileURLToPath(new URL("../../services/windower/src/main.ts", import.meta.url));

/** FEATURES cannot be empty; this one is a look at each price. */
export const FEWEST = "high_time";

export interface WindowerOptions {
  readonly format?: FeaturesFormat;
  /** As FEATURES. */
  readonly features?: string;
  /** As WINDOWS; those of the drain unless it is given. */
  readonly windows?: string;
  /** In ms; that of the drain unless it is given. */
  readonly waitMs?: number;
}

/** Our windower as the process that users start, with topics and a group of its own. */
export function windowerCommand(job: Job, options: WindowerOptions): Command {
  const { brokers, ticks, output, partitions, run } = job;
  const { format = "json", features = "all", windows = `${WINDOW_MS}ms`, waitMs = WAIT_MS } = options;
  const [lateTicks, deadLetters, checkpoints] = sideTopics(job);
  const env = {
    KAFKA_BROKERS: brokers,
    TICKS_TOPIC: ticks,
    FEATURES_TOPIC: output,
    LATE_TICKS_TOPIC: lateTicks,
    DEAD_LETTERS_TOPIC: deadLetters,
    CHECKPOINTS_TOPIC: checkpoints,
    GROUP_ID: run,
    TOPIC_PARTITIONS: String(partitions),
    WINDOWS: windows,
    WAIT: `${waitMs}ms`,
    FEATURES: features,
    FEATURES_FORMAT: format,
    HTTP_PORT: "0",
  };
  return { file: process.execPath, args: [MAIN], env };
}

/** Late ticks, dead letters, checkpoints. */
export function sideTopics({ run }: Job): [string, string, string] {
  return [`${run}.late-ticks`, `${run}.dead-letters`, `${run}.checkpoints`];
}

/** Our windower as a participant of the drain. */
export function windower(name: string, options: WindowerOptions): Participant {
  const { format = "json" } = options;
  return {
    name,
    topics: sideTopics,
    command: job => windowerCommand(job, options),
    isConsuming: isTaskLive,
    read: value => barOf(value, format),
  };
}

export function isTaskLive(line: string): boolean {
  return line.includes('"msg":"task live"');
}

function barOf(value: Buffer, format: FeaturesFormat): Bar | undefined {
  const { ticker, window_start, open, high, low, close, mean, inner_volume, ticks } = decodeFeatures(
    value,
    format,
  );
  // Null where there is no counter: every tick here has one.
  if (inner_volume === null) return undefined;
  return { ticker, window_start, open, high, low, close, mean, volume: inner_volume, ticks };
}
