import type { Arrivals } from "./follow.ts";
import { isTaskLive, type Member, timeOf } from "./member.ts";
import { KINDS, type Kind } from "./schedule.ts";
import type { Strike } from "./strike.ts";

/** Output this soon after a fault was under way before it. */
const UNDER_WAY_MS = 500;

/** What the faults of one kind did, in ms; Infinity where output never came back. */
export interface Outage {
  readonly kind: Kind;
  readonly faults: number;
  /** From a fault until the process was started again or continued, and for the broker until it answered. */
  readonly away: readonly number[];
  /**
   * From a fault to the next features of a partition the victim had (of any partition, for a broker or an ingestor),
   * as a reader sees them. Nothing is taken off: the wait for the next window to be due (up to 2 s), for the process
   * to be started again and whatever other faults fell into that time are in it.
   */
  readonly own: readonly number[];
  /** The same of the partitions of the other replicas. */
  readonly others: readonly number[];
  /**
   * From a fault until every partition the victim had was live again somewhere, by the windowers' logs. Not of pauses:
   * who is alone keeps his tasks through them.
   */
  readonly backToWork: readonly number[];
}

export function outagesOf(
  strikes: readonly Strike[],
  arrivals: Arrivals,
  windowers: readonly Member[],
): Outage[] {
  const lives = windowers.flatMap(({ service }) => service.lines.filter(isTaskLive));
  return KINDS.map(kind => {
    const ofKind = strikes.filter(each => each.kind === kind);
    return {
      kind,
      faults: ofKind.length,
      away: ofKind.map(({ at, healedAt }) => healedAt - at),
      own: ofKind.flatMap(each => silences(each, arrivals, partition => isHit(each, partition))),
      others: ofKind.flatMap(each => silences(each, arrivals, partition => !isHit(each, partition))),
      backToWork: ofKind.flatMap(({ at, partitions }) => {
        if (kind === "pause" || partitions.length === 0) return [];
        const times = lives.filter(line => timeOf(line) >= at);
        const first = (partition: number) => times.filter(line => line.partition === partition).map(timeOf);
        return [Math.max(...partitions.map(partition => Math.min(...first(partition)))) - at];
      }),
    };
  });
}

/** A broker or an ingestor has no partitions of its own: all depend on it. */
function isHit({ kind, partitions }: Strike, partition: number): boolean {
  return isOfAll(kind) || partitions.includes(partition);
}

function isOfAll(kind: Kind): boolean {
  return kind.startsWith("broker") || kind.startsWith("ingestor");
}

function silences({ at }: Strike, arrivals: Arrivals, isMeant: (partition: number) => boolean): number[] {
  return [...arrivals]
    .filter(([partition]) => isMeant(partition))
    .map(([, times]) => (times.find(time => time > at + UNDER_WAY_MS) ?? Number.POSITIVE_INFINITY) - at);
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
