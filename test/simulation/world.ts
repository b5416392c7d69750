import type { Random } from "./random.ts";
import type { Timeline } from "./timeline.ts";

/** What all parts of a run share. */
export interface World {
  readonly random: Random;
  readonly timeline: Timeline;
  /** How often each thing happened. */
  readonly counts: Counts;
  /** What happened that never should. */
  readonly wrongs: string[];
  /** What our code has said about ticks that it could not get any more. */
  readonly losses: Loss[];
  /** Lines of what happened, for one seed; undefined to keep none. */
  readonly trace: string[] | undefined;
}

/** A task that had to begin at `oldest`, behind what it needed; its checkpoint stood at `position`. */
export interface Loss {
  readonly partition: number;
  readonly oldest: number;
  position: number;
}

export class Counts extends Map<string, number> {
  add(what: string, by = 1): void {
    this.set(what, (this.get(what) ?? 0) + by);
  }
}

export function trace({ trace, timeline }: World, line: string): void {
  trace?.push(`${(timeline.elapsed / 1_000).toFixed(3).padStart(8)} ${line}`);
}
