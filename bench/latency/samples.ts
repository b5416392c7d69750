import { type Labels, percentile } from "../median.ts";
import type { Result } from "../part.ts";
import { missing } from "../table.ts";

const SHARES = [
  ["p50", 0.5],
  ["p99", 0.99],
  ["p99.9", 0.999],
] as const;

/** With fewer values beyond it a percentile says nothing. */
const SAMPLES_BEYOND_MIN = 5;

/** The usual percentiles of latencies in ms, a result each; a percentile that too few samples lie beyond is left out. */
export function percentiles(labels: Omit<Labels, "unit">, samples: readonly number[]): Result[] {
  if (samples.length === 0) return [missing({ ...labels, unit: "ms" }, "nothing came in time")];
  const sorted = Float64Array.from(samples).sort();
  const [min, max] = [sorted[0]!, sorted.at(-1)!];
  return SHARES.filter(([, share]) => share === 0.5 || sorted.length * (1 - share) >= SAMPLES_BEYOND_MIN).map(
    ([name, share]) => ({
      ...labels,
      name: `${labels.name}, ${name}`,
      unit: "ms",
      value: percentile(sorted, share),
      min,
      max,
      runs: 1,
    }),
  );
}
