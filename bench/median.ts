import type { Result } from "./part.ts";

/** The middle of the values; of an even number of them the mean of the two in the middle. NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** What a result is called, and in what it is measured. */
export type Labels = Pick<Result, "part" | "name" | "unit" | "note">;

/** A result from the values of its runs; throws where there are none. */
export function resultOf(labels: Labels, values: readonly number[]): Result {
  if (values.length === 0) throw new Error(`no run of ${labels.part}, ${labels.name}`);
  return {
    ...labels,
    value: median(values),
    min: Math.min(...values),
    max: Math.max(...values),
    runs: values.length,
  };
}

/** The ratios of two competitors, round by round: what slowed a round down is in both of its values. */
export function ratios(ours: readonly number[], theirs: readonly number[]): number[] {
  const rounds = Math.min(ours.length, theirs.length);
  return Array.from({ length: rounds }, (_, round) => ours[round]! / theirs[round]!);
}

/** The value below which a share of the values lie (nearest rank); NaN of none. `sorted` ascends. */
export function percentile(sorted: readonly number[] | Float64Array, share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
