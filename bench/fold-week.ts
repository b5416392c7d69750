import { parseArgs } from "node:util";
import { readConfig } from "@market/windower";
import { type Tick, Windower } from "@market/windowing";
import { WEEK, weekTicks } from "./week-ticks.ts";

// What the windowing alone costs, for a tick that is folded and for a window that is closed, on the ticks of bench/week.ts:
// WINDOWS=1m,5m,5m/1m,session:30s node bench/fold-week.ts [--tickers 500] [--every 3] [--days 0.5]

/** Ticks are made so many at a time, untimed. */
const CHUNK = 200_000;
const PARTITIONS = 12;
const STEPS = 10_000;

const { values } = parseArgs({
  options: {
    tickers: { type: "string", default: String(WEEK.tickers) },
    every: { type: "string", default: String(WEEK.everyS) },
    days: { type: "string", default: "0.5" },
  },
});
const { windowing } = readConfig(process.env);
const windowers = Array.from({ length: PARTITIONS }, () => new Windower(windowing));
/** Wall time is split in two, CPU time is not: on a busy machine only their product says what a call costs. */
const spent = { ticks: 0, windows: 0, late: 0, tickMs: 0, closeMs: 0, cpuMs: 0 };

let chunk: Tick[] = [];
const week = {
  ...WEEK,
  tickers: Number(values.tickers),
  everyS: Number(values.every),
  days: Number(values.days),
};
for (const tick of weekTicks(week)) {
  if (chunk.push(tick) < CHUNK) continue;
  fold(chunk);
  chunk = [];
}
fold(chunk);

const { ticks, windows, late, tickMs, closeMs, cpuMs } = spent;
const cpuShare = cpuMs / (tickMs + closeMs);
const perTick = (ms: number) => `${((ms * cpuShare * 1_000) / ticks).toFixed(2)} µs`;
process.stdout.write(
  `${ticks} ticks, ${windows} windows, ${late} late; CPU time:\n` +
    `${perTick(tickMs)} a tick folded, ${perTick(closeMs)} a tick for closing\n` +
    `${((closeMs * cpuShare * 1_000) / windows).toFixed(2)} µs a window closed\n` +
    `${Math.round((ticks * 1_000) / cpuMs)} ticks/s\n`,
);

function fold(ticks: readonly Tick[]): void {
  let closeMs = 0;
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  for (const tick of ticks) {
    const windower = windowers[Number(tick.ticker.slice(1)) % PARTITIONS]!;
    windower.tick(windower.position, tick.received_time, tick);
    if (!windower.isClosing) continue;
    const closingAt = performance.now();
    while (windower.isClosing) windower.close(STEPS);
    const { features, late } = windower.take();
    spent.windows += features.length;
    spent.late += late.length;
    closeMs += performance.now() - closingAt;
  }
  spent.ticks += ticks.length;
  spent.closeMs += closeMs;
  spent.tickMs += performance.now() - startedAt - closeMs;
  const { user, system } = process.cpuUsage(cpu);
  spent.cpuMs += (user + system) / 1_000;
}
