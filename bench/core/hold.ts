import { Windower } from "@market/windowing";
import { Feed } from "./feed.ts";
import { windowingOf } from "./windowing.ts";

// What a windower's ticks and tickers take up in memory, as the process sees it, in JSON, and what garbage a fold leaves:
// node --expose-gc --min-semi-space-size=64 --max-semi-space-size=64 bench/core/hold.ts '{"tickers":10000,"hasSizes":true,"hasQuotes":false}'

export interface HoldCase {
  readonly tickers: number;
  readonly hasSizes: boolean;
  readonly hasQuotes: boolean;
}

export interface Held {
  /** For each ticker with its first tick, in bytes. */
  readonly perTicker: number;
  /** For each further tick: the mean and the worst over LEVELS, in bytes, room for more ticks included. */
  readonly perTick: number;
  readonly perTickMax: number;
  /** What folding a tick leaves to the garbage collector where nothing grows, in bytes. */
  readonly garbage: number;
}

/** So many ticks of each ticker are held when it is measured: some just after the columns grew, some just before. */
const LEVELS = [20, 33, 47, 60, 70, 85, 100, 130, 160, 200, 260, 310];
const EVERY_MS = 1_000;
/** So many of each ticker are folded to see what garbage there is: fewer than a window's, so that some of them close none. */
const FOLDED_EACH = 20;

const given: HoldCase = JSON.parse(process.argv[2]!);
const feed = new Feed({ ...given, everyMs: EVERY_MS, lateShare: 0 });
const collect = globalThis.gc!;
const before = used();
const windower = new Windower(windowingOf(["10m"], "none"));
const first = fill(1);
const perTicks = LEVELS.map(level => (fill(level) - first) / given.tickers / (level - 1));
process.stdout.write(
  `${JSON.stringify({
    perTicker: (first - before) / given.tickers,
    perTick: perTicks.reduce((sum, each) => sum + each, 0) / perTicks.length,
    perTickMax: Math.max(...perTicks),
    garbage: garbageOf(),
  } satisfies Held)}\n`,
);

/** Folds until every ticker has so many ticks; returns the bytes in use then. */
function fill(level: number): number {
  while (feed.count < level * given.tickers) fold(windower);
  return used();
}

function used(): number {
  collect();
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function fold(into: Windower): void {
  feed.next();
  into.tick(feed.count, feed.tick.received_time, feed.tick);
}

/** In a windower whose columns have had their full size before. */
function garbageOf(): number {
  const warm = new Windower(windowingOf(["1m"], "none"));
  const until = feed.count + 400 * given.tickers;
  while (feed.count < until || warm.isClosing) {
    fold(warm);
    while (warm.isClosing) warm.close(2_000);
    warm.take();
  }
  const folds = FOLDED_EACH * given.tickers;
  let garbage = Number.POSITIVE_INFINITY;
  // The least of a few: a closing may fall into one.
  for (let i = 0; i < 5; i++) {
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    let folded = 0;
    for (; folded < folds && !warm.isClosing; folded++) fold(warm);
    const after = process.memoryUsage();
    // Buffers are counted where they grow: some of before are given back only now.
    const grown = after.heapUsed - heapUsed + Math.max(0, after.arrayBuffers - arrayBuffers);
    if (folded === folds) garbage = Math.min(garbage, grown);
    while (warm.isClosing) warm.close(2_000);
    warm.take();
  }
  return Math.max(0, garbage) / folds;
}
