/** A bucket of a histogram: how many observations were at most `le`. */
export interface Bucket {
  readonly le: number;
  readonly count: number;
}

/** The buckets of a histogram in Prometheus's text, less what was in them `before`. */
export function bucketsOf(metrics: string, name: string, before = ""): Bucket[] {
  const earlier = new Map(before === "" ? [] : bucketsOf(before, name).map(({ le, count }) => [le, count]));
  const lines = metrics.matchAll(new RegExp(`^${name}_bucket\\{le="(.+?)".*\\} (.+)$`, "gm"));
  return [...lines].map(([, text, count]) => {
    const le = text === "+Inf" ? Number.POSITIVE_INFINITY : Number(text);
    return { le, count: Number(count) - (earlier.get(le) ?? 0) };
  });
}

/** A quantile, within its bucket by its share of it, as Prometheus does; in the last bucket its lower bound. NaN where nothing was observed. */
export function quantileOf(buckets: readonly Bucket[], share: number): number {
  const all = buckets.at(-1)?.count ?? 0;
  if (all === 0) return Number.NaN;
  const rank = share * all;
  const index = buckets.findIndex(({ count }) => count >= rank);
  const { le, count } = buckets[index]!;
  const { le: below, count: countBelow } = buckets[index - 1] ?? { le: 0, count: 0 };
  if (le === Number.POSITIVE_INFINITY) return below;
  return below + ((le - below) * (rank - countBelow)) / (count - countBelow);
}
