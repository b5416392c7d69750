import { setTimeout as sleep } from "node:timers/promises";
import { partitionOf } from "@market/kafka";
import type { Simulator } from "@market/simulator";
import { nextPricing, randomOf, type Stock } from "../e2e/traffic.ts";

const STEP_MS = 100;
/** 24 tickers of which each ticks in so many of the ten steps of a second: about 36 ticks a second. */
const TICK_SHARE = 0.15;
/** Of the ticks; further ahead than MAX_FUTURE, so that they become dead letters. */
const FUTURE_SHARE = 0.005;
const AHEAD_MS = 120_000;
const SILENCE_SHARE = 0.002;
const SILENCE_STEPS = [30, 200] as const;

/** `perPartition` tickers for each of the partitions, in order of partition. */
export function tickersOf(partitions: number, perPartition: number): string[] {
  const found = Array.from({ length: partitions }, (): string[] => []);
  for (let i = 0; found.some(each => each.length < perPartition); i++) {
    const ticker = `C${i}`;
    const tickers = found[partitionOf(ticker, partitions)]!;
    if (tickers.length < perPartition) tickers.push(ticker);
  }
  return found.flat();
}

/**
 * Publishes known ticks until `signal` is aborted and returns how many: ties, disorder, repeats and late ones as
 * in the end-to-end tests, a few from the future. Every second ticker falls silent now and then; the others tick
 * on, so that every partition has a window to close about every two seconds.
 */
export async function feed(
  simulator: Simulator,
  tickers: readonly string[],
  seed: number,
  signal: AbortSignal,
): Promise<number> {
  const random = randomOf(seed);
  const sources = tickers.map((id, i) => {
    const stock: Stock = { id, price: 50 + i, volume: i * 1_000, last: undefined };
    return { stock, fallsSilent: i % 2 === 1, silentUntil: 0 };
  });
  let sent = 0;
  for (let step = 0; !signal.aborted; step++) {
    for (const source of sources) {
      if (source.fallsSilent && random() < SILENCE_SHARE) source.silentUntil = step + between(random);
      if (step < source.silentUntil || random() >= TICK_SHARE) continue;
      const pricing = nextPricing(source.stock, Date.now(), random);
      const isAhead = random() < FUTURE_SHARE;
      sent += simulator.publish(isAhead ? { ...pricing, time: pricing.time! + AHEAD_MS } : pricing);
    }
    await sleep(STEP_MS);
  }
  return sent;
}

function between(random: () => number): number {
  const [min, max] = SILENCE_STEPS;
  return Math.floor(min + random() * (max - min));
}
