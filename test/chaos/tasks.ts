import type { LogLine } from "../e2e/service.ts";
import { isAssignment, isTaskFailure, isTaskLive, type Member, timeOf } from "./member.ts";
import type { Strike } from "./strike.ts";

/** How long after a fault of the broker, or of the process itself, a reload is put down to it. */
const AFTERMATH_MS = 60_000;

/** What the windowers' logs say of their tasks. */
export interface Tasks {
  readonly live: number;
  /** "task failed, starting again from the log". */
  readonly failed: number;
  /** Partitions that a living replica lost in a rebalance. */
  readonly taken: number;
  /** Tasks that started again on the replica that had them all along, though neither it nor the broker was hit. */
  readonly retainedReloaded: number;
  /** The same, after a fault of the broker or a pause of the replica itself. */
  readonly reloadedAfterFault: number;
}

export function tasksOf(windowers: readonly Member[], strikes: readonly Strike[]): Tasks {
  const sum = { live: 0, failed: 0, taken: 0, retainedReloaded: 0, reloadedAfterFault: 0 };
  for (const { name, service } of windowers) {
    const hits = strikes.filter(({ kind, victim }) => kind.startsWith("broker") || victim === name);
    const { taken, reloads } = courseOf(service.lines);
    const afterFault = reloads.filter(time => hits.some(hit => isAftermath(time, hit)));
    sum.live += service.lines.filter(isTaskLive).length;
    sum.failed += service.lines.filter(isTaskFailure).length;
    sum.taken += taken;
    sum.reloadedAfterFault += afterFault.length;
    sum.retainedReloaded += reloads.length - afterFault.length;
  }
  return sum;
}

/** How many partitions one process lost to others, and when it reloaded a task that it had all along. */
function courseOf(lines: readonly LogLine[]): { taken: number; reloads: number[] } {
  let taken = 0;
  let owned: readonly number[] = [];
  const live = new Set<number>();
  const reloads: number[] = [];
  for (const line of lines) {
    if (isAssignment(line)) {
      const lost = owned.filter(partition => !line.partitions!.includes(partition));
      for (const partition of lost) live.delete(partition);
      taken += lost.length;
      owned = line.partitions!;
    } else if (isTaskLive(line)) {
      if (live.has(line.partition!)) reloads.push(timeOf(line));
      live.add(line.partition!);
    }
  }
  return { taken, reloads };
}

function isAftermath(time: number, { at, healedAt }: Strike): boolean {
  return time >= at && time <= healedAt + AFTERMATH_MS;
}
