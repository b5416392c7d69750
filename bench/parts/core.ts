import type { FoldCase, FoldTimes } from "../core/fold.ts";
import type { Held, HoldCase } from "../core/hold.ts";
import { runChild } from "../core/run-child.ts";
import { resultOf } from "../median.ts";
import type { Bench, Part, Result } from "../part.ts";

type Named<Case> = Case & { readonly name: string };

const HOT: FoldCase = {
  windows: ["1m"],
  statistics: "none",
  tickers: 1_000,
  everyMs: 1_000,
  lateShare: 0,
  warmUp: 1_000_000,
  ticks: 5_000_000,
};
/** Of 100,000 tickers: the warm-up ends behind the first windows, 70 s of ticks, and the timed ticks hold one window of each. */
const MANY = { tickers: 100_000, warmUp: 7_100_000, ticks: 6_000_000 };
const ALL = { statistics: "all" } as const;

const FOLDS: readonly Named<FoldCase>[] = [
  { ...HOT, name: "1 ticker", tickers: 1 },
  { ...HOT, name: "1,000 tickers" },
  { ...HOT, name: "1,000 tickers, 5 % out of order", lateShare: 0.05 },
  { ...HOT, name: "1 ticker, all statistics", ...ALL, tickers: 1 },
  { ...HOT, name: "1,000 tickers, all statistics", ...ALL },
  { ...HOT, name: "1,000 tickers, all statistics, 5 % out of order", ...ALL, lateShare: 0.05 },
  { ...HOT, name: "1,000 tickers, all statistics, 20 ticks a window", ...ALL, everyMs: 3_000 },
  {
    ...HOT,
    name: "1,000 tickers, 1m,10m,5m/1m,session:30s",
    windows: ["1m", "10m", "5m/1m", "session:30s"],
    ticks: 2_000_000,
  },
  { ...HOT, name: "100,000 tickers", ...MANY },
  { ...HOT, name: "100,000 tickers, 5 % out of order", ...MANY, lateShare: 0.05 },
  { ...HOT, name: "100,000 tickers, all statistics", ...ALL, ...MANY },
];

const HOLDS: readonly Named<HoldCase>[] = [
  { name: "price and counter", tickers: 10_000, hasSizes: false, hasQuotes: false },
  { name: "with size", tickers: 10_000, hasSizes: true, hasQuotes: false },
  { name: "with size and quote", tickers: 10_000, hasSizes: true, hasQuotes: true },
];
/** A young generation so large that nothing is collected between two looks. */
const HOLD_FLAGS = ["--expose-gc", "--min-semi-space-size=64", "--max-semi-space-size=64"];

/** The windowing by itself: no log, no encoding, ticks that cost nothing to make. */
export const corePart: Part = {
  name: "core",
  what: "folding ticks and closing windows in one process, CPU time, and the memory that ticks and tickers take",
  async run(bench) {
    return [...(await measureFolds(bench)), ...(await measureHolds(bench))];
  },
};

async function measureFolds(bench: Bench): Promise<Result[]> {
  const cases = bench.isQuick ? FOLDS.map(quick) : FOLDS;
  const times = await rounds(bench, cases, given => runChild<FoldTimes>("fold.ts", given, bench.signal));
  return cases.flatMap(({ name }, i) => {
    const runs = times[i]!;
    const rate = ({ ticks, foldMs, closeMs }: FoldTimes) => (ticks * 1_000) / (foldMs + closeMs);
    const closed = runs.filter(({ windows }) => windows > 0);
    const result = (what: string, unit: string, values: number[]) =>
      values.length === 0 ? [] : [resultOf({ part: "core", name: `${name}: ${what}`, unit }, values)];
    return [
      ...result("fold and close", "ticks/s", runs.map(rate)),
      ...result(
        "fold",
        "ns/tick",
        runs.map(({ foldMs, ticks }) => (foldMs * 1e6) / ticks),
      ),
      ...result(
        "close",
        "µs/window",
        closed.map(({ closeMs, windows }) => (closeMs * 1e3) / windows),
      ),
    ];
  });
}

async function measureHolds(bench: Bench): Promise<Result[]> {
  const held = await rounds({ ...bench, runs: 1 }, HOLDS, given =>
    runChild<Held>("hold.ts", given, bench.signal, HOLD_FLAGS),
  );
  return HOLDS.flatMap(({ name }, i) => {
    const [run] = held[i]!;
    const result = (what: string, value: number, note: string) =>
      resultOf({ part: "core", name: `held, ${name}: ${what}`, unit: "bytes", note }, [value]);
    return [
      result(
        "a tick",
        run!.perTick,
        `mean over 20 to 310 ticks a ticker; worst ${run!.perTickMax.toFixed(1)}`,
      ),
      result("a ticker", run!.perTicker, "with its first tick"),
      result("garbage a tick folded", run!.garbage, "where nothing grows"),
    ];
  });
}

/** The values of all runs by case; the cases take turns, so that what slows the machine down slows all of them. */
async function rounds<Case extends { readonly name: string }, Said>(
  { runs, progress, signal }: Pick<Bench, "runs" | "progress" | "signal">,
  cases: readonly Case[],
  run: (given: Case) => Promise<Said>,
): Promise<Said[][]> {
  const said: Said[][] = cases.map(() => []);
  for (let round = 1; round <= runs; round++) {
    for (const [i, each] of cases.entries()) {
      signal.throwIfAborted();
      progress(`core: round ${round} of ${runs}: ${each.name}`);
      said[i]!.push(await run(each));
    }
  }
  return said;
}

function quick<Case extends FoldCase>(given: Case): Case {
  const { tickers, warmUp, ticks } = given;
  return { ...given, tickers: Math.ceil(tickers / 20), warmUp: warmUp / 20, ticks: ticks / 20 };
}
