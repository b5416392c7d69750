import type { Sample } from "./metrics-scrape.ts";

/** What the two services counted. Every frame is a tick, a repeat or rejected. */
export interface Figures {
  readonly frames: number;
  readonly ticks: number;
  readonly repeats: number;
  readonly rejected: number;
  readonly rejections: ReadonlyMap<string, number>;
  readonly deadLetters: number;
  readonly gaps: number;
  readonly late: number;
  readonly features: number;
}

/** Counters that have not counted anything yet may be missing: that is 0. Reasons that have not come up are left out. */
export function readFigures(samples: readonly Sample[]): Figures {
  const sum = (name: string) =>
    samples.filter(sample => sample.name === name).reduce((total, { value }) => total + value, 0);
  const results = new Map(
    samples
      .filter(({ name, value }) => name === "ingestor_frames_total" && value > 0)
      .map(({ labels, value }) => [labels.result ?? "", value]),
  );
  // A snapshot is published like any tick.
  const ticks = (results.get("tick") ?? 0) + (results.get("snapshot") ?? 0);
  const repeats = results.get("repeat") ?? 0;
  for (const result of ["tick", "snapshot", "repeat"]) results.delete(result);
  const frames = sum("ingestor_frames_total");
  return {
    frames,
    ticks,
    repeats,
    rejected: frames - ticks - repeats,
    rejections: results,
    deadLetters: sum("ingestor_dead_letters_total") + sum("windower_dead_letters_total"),
    gaps: sum("ingestor_gaps_total"),
    late: sum("windower_late_ticks_total"),
    features: sum("windower_features_total"),
  };
}

/** "1,234 frames", "1 frame". */
export function count(value: number, noun: string): string {
  return `${value.toLocaleString("en-US")} ${noun}${value === 1 ? "" : "s"}`;
}
