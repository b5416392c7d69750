import type { TickerHealth } from "./ticker-health.ts";

const SEEN: readonly (readonly [seen: string, ms: number])[] = [
  ["1m", 60_000],
  ["10m", 600_000],
  ["1h", 3_600_000],
  ["1d", 86_400_000],
  ["longer", 1e12],
  ["never", Number.POSITIVE_INFINITY],
];

/** How tickers fare, whatever their number. */
export interface Seen {
  /** By how long ago the latest frame came. */
  readonly tickers: ReadonlyMap<string, number>;
  readonly withoutFeed: number;
  readonly lostMs: number;
}

/** Counts tickers by how they fare. */
export function countSeen(healths: Iterable<readonly [string, TickerHealth]>, now: number): Seen {
  const tickers = new Map<string, number>(SEEN.map(([seen]) => [seen, 0]));
  let withoutFeed = 0;
  let lostMs = 0;
  for (const [, health] of healths) {
    const seen = SEEN.find(([, ms]) => now - health.lastSeen < ms)?.[0] ?? "never";
    tickers.set(seen, tickers.get(seen)! + 1);
    if (!health.hasFeed) withoutFeed++;
    lostMs += health.lostMs(now);
  }
  return { tickers, withoutFeed, lostMs };
}
