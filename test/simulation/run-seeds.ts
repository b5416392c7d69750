import { isDeepStrictEqual } from "node:util";
import { type Outcome, simulate } from "./simulate.ts";
import { Counts } from "./world.ts";

export interface SeedRange {
  readonly first: number;
  readonly last: number;
  readonly step: number;
  /** Stops after so many failures. */
  readonly failuresMax: number;
  /** Runs each seed a second time and compares all that happened. */
  readonly twice: boolean;
}

export interface Summary {
  readonly seeds: number;
  readonly failed: readonly Pick<Outcome, "seed" | "faults">[];
  readonly counts: ReadonlyMap<string, number>;
}

/** One in so many takes four times as long, and also finds rejections that are handled too late. */
const STRICT_EVERY = 16;

export async function runSeeds({ first, last, step, failuresMax, twice }: SeedRange): Promise<Summary> {
  const failed: Pick<Outcome, "seed" | "faults">[] = [];
  const counts = new Counts();
  let seeds = 0;
  for (let seed = first; seed <= last && failed.length < failuresMax; seed += step) {
    const outcome = await simulate(seed, { strict: seed % STRICT_EVERY === 0, keepsTrace: twice });
    seeds++;
    for (const [what, count] of outcome.counts) counts.add(what, count);
    const faults = [...outcome.faults];
    if (twice && !(await isSameAgain(outcome))) faults.push("the same seed gave another run");
    if (faults.length > 0) failed.push({ seed, faults });
  }
  return { seeds, failed, counts };
}

async function isSameAgain({ seed, trace }: Outcome): Promise<boolean> {
  const again = await simulate(seed, { keepsTrace: true });
  return isDeepStrictEqual(again.trace, trace);
}
