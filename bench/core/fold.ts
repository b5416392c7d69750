import { Windower } from "@market/windowing";
import { Feed } from "./feed.ts";
import { windowingOf } from "./windowing.ts";

// One run of one case, in a process of its own: folds and closes, and says in JSON how long that took.
// node bench/core/fold.ts '{"windows":["1m"],"statistics":"none","tickers":1000,"everyMs":1000,"lateShare":0,"ticks":5000000}'

export interface FoldCase {
  readonly windows: readonly string[];
  readonly statistics: "all" | "none";
  readonly tickers: number;
  readonly everyMs: number;
  readonly lateShare: number;
  /** So many are folded first, untimed: until every ticker has closed windows. */
  readonly warmUp: number;
  /** So many are timed. */
  readonly ticks: number;
}

export interface FoldTimes {
  readonly ticks: number;
  readonly windows: number;
  /** Of CPU, garbage collection included, in ms; without the making of the ticks. */
  readonly foldMs: number;
  readonly closeMs: number;
}

/** As many at once as a task closes between two looks at the clock. */
const STEPS = 2_000;

const given: FoldCase = JSON.parse(process.argv[2]!);
const windower = new Windower(windowingOf(given.windows, given.statistics));
const feed = new Feed({ ...given, hasSizes: true, hasQuotes: false });
run(given.warmUp);
const makingMs = make(given.ticks);
const { totalMs, closeMs, windows, cpuShare } = run(given.ticks);
const times: FoldTimes = {
  ticks: given.ticks,
  windows,
  foldMs: (totalMs - closeMs) * cpuShare - makingMs,
  closeMs: closeMs * cpuShare,
};
process.stdout.write(`${JSON.stringify(times)}\n`);

function run(ticks: number) {
  let closeMs = 0;
  let windows = 0;
  const { tick } = feed;
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  for (let i = 0; i < ticks; i++) {
    feed.next();
    windower.tick(feed.count, tick.received_time, tick);
    if (!windower.isClosing) continue;
    const closingAt = performance.now();
    while (windower.isClosing) {
      windower.close(STEPS);
      windows += windower.take().features.length;
    }
    closeMs += performance.now() - closingAt;
  }
  const totalMs = performance.now() - startedAt;
  return { totalMs, closeMs, windows, cpuShare: cpuMs(cpu) / totalMs };
}

/** Wall time is split in two, CPU time is not: on a busy machine only their product says what a call costs. */
function cpuMs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1_000;
}

/** What the making of so many ticks costs, which is no part of the fold. */
function make(ticks: number): number {
  const other = new Feed({ ...given, hasSizes: true, hasQuotes: false });
  let sum = 0;
  const once = () => {
    const cpu = process.cpuUsage();
    for (let i = 0; i < ticks; i++) {
      other.next();
      sum += other.tick.time;
    }
    return cpuMs(cpu);
  };
  once();
  const ms = once();
  if (Number.isNaN(sum)) throw new Error("a tick has no time");
  return ms;
}
