import { setTimeout as sleep } from "node:timers/promises";
import type { Fleet } from "./fleet.ts";
import type { Scaling, Schedule } from "./schedule.ts";
import { type Strike, strike } from "./strike.ts";

interface PlayOptions {
  readonly minutes: number;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal | undefined;
}

/**
 * Lets everything happen that the schedule says, when it says so, and returns once all is repaired. Faults overlap:
 * none waits for the one before, unless both want the same process or no windower is left to be hit.
 */
export async function playOut(fleet: Fleet, schedule: Schedule, options: PlayOptions): Promise<Strike[]> {
  const { minutes, say } = options;
  const signal = AbortSignal.any([fleet.closing, ...(options.signal ? [options.signal] : [])]);
  const startedAt = performance.now();
  const until = async (atMs: number) => {
    await sleep(Math.max(0, atMs - (performance.now() - startedAt)), undefined, { signal });
  };
  const tell = (what: string, who: string, partitions: readonly number[]) => {
    const elapsed = clock(performance.now() - startedAt);
    say(
      `${elapsed}  ${what.padEnd(16)}  ${who.padEnd(5)}  ${[...partitions].sort((a, b) => a - b).join(" ")}`.trimEnd(),
    );
  };
  const faults = schedule.faults.map(async fault => {
    await until(fault.atMs);
    return await strike(fleet, fault, ({ kind, victim, partitions }) => tell(kind, victim, partitions));
  });
  const scalings = schedule.scalings.map(async scaling => {
    await until(scaling.atMs);
    await scale(fleet, scaling, tell);
  });
  await Promise.all([...scalings, ...faults, until(minutes * 60_000)]);
  return await Promise.all(faults);
}

type Tell = (what: string, who: string, partitions: readonly number[]) => void;

async function scale(fleet: Fleet, { change, pick }: Scaling, tell: Tell): Promise<void> {
  if (change === 1) {
    const { name } = fleet.startWindower();
    tell("one more", name, []);
    return;
  }
  const member = await fleet.pickWindower(pick);
  tell("one less", member.name, member.partitions);
  await member.end("SIGTERM");
}

function clock(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`.padStart(6);
}
