import { session, sliding, tumbling } from "../model/define.ts";
import type { Listing, Start } from "../model/feed.ts";
import type { Options } from "../model/record.ts";
import { contextStatistics } from "../model/statistics.ts";
import type { Claim, Step, TickStep } from "../model/step.ts";
import type { Random } from "./random.ts";

// The logs of the model's own generator, drawn from the run's generator instead of fast-check's: it is ten times as fast.

const DEFINITIONS = [
  [tumbling("10s", 10_000)],
  [tumbling("1m", 60_000)],
  [tumbling("10s", 10_000), sliding("1m/20s", 60_000, 20_000)],
  [tumbling("7s", 7_000), tumbling("13m", 780_000)],
  [session("session:5s", 5_000), tumbling("1m", 60_000)],
];

export function drawOptions(random: Random): Options {
  return {
    definitions: random.pick(DEFINITIONS),
    waitMs: random.pick([10_000, 0, 2_000, 5_000]),
    maxFutureMs: random.pick([60_000, 5_000]),
    statistics: random.chance(0.05) ? undefined : contextStatistics,
  };
}

export function drawStart(random: Random): Start {
  const at = random.pick(["2024-04-16T14:19:00Z", "2024-04-16T14:58:30Z", "2024-04-17T03:58:00Z"]);
  return { at: Date.parse(at), wholeSeconds: random.chance(0.5) };
}

export function drawListings(random: Random): Listing[] {
  return Array.from({ length: random.between(1, 4) }, () => ({
    exchange: random.pick(["NMS", "NMS", "LSE", "JPX", undefined]),
    delayMs: random.pick([0, 0, 0, 900_000]),
    wholeSeconds: random.chance(0.7),
    crypto: random.chance(0.15),
    price: random.between(100, 50_000),
    dayVolume: random.pick([0, 1_000, 5_000_000]),
  }));
}

export function drawSteps(random: Random, count: number): Step[] {
  const steps = Array.from({ length: count }, () => drawStep(random));
  const silence: Step[] = random.chance(0.85) ? [{ kind: "clock", afterMs: 1_000_000 }] : [];
  return [...steps, ...silence];
}

function drawStep(random: Random): Step {
  const ticker = random.between(0, 3);
  const afterMs = drawAfterMs(random);
  switch (random.weigh([80, "tick"], [6, "clock"], [8, "repeat"], [4, "gap"], [1, "delay"], [1, "night"])) {
    case "clock":
      return { kind: "clock", afterMs: random.pick([1_000, 1_000, 20_000, 70_000, 400_000]) };
    case "repeat":
      return {
        kind: "repeat",
        ticker,
        afterMs,
        back: random.between(0, 2),
        change: random.pick(["nothing", "nothing", "quote", "price", "size"]),
      };
    case "gap":
      return {
        kind: "gap",
        ticker,
        afterMs,
        from: random.pick(["last tick", "unknown", "minute before", "now"]),
      };
    case "delay":
      return { kind: "delay", ticker, delayMs: random.pick([0, 900_000]) };
    case "night":
      return { kind: "night", resets: random.chance(0.7) };
    default:
      return drawTick(random, ticker, afterMs);
  }
}

function drawTick(random: Random, ticker: number, afterMs: number): TickStep {
  return {
    kind: "tick",
    ticker,
    afterMs,
    lag: drawLag(random),
    cents: random.between(-30, 30),
    counter: random.weigh<TickStep["counter"]>(
      [16, random.between(0, 900)],
      [2, "absent"],
      [1, random.between(-500, -1)],
      [1, "reset"],
    ),
    lastSize: random.pick([undefined, 100, 0, 7]),
    marketHours: random.pick([1, 1, 1, 1, 0, 2]),
    absent: random.weigh([20, "nothing"], [2, "exchange"], [2, "codes"], [1, "everything"]),
    snapshot: random.chance(0.03),
  };
}

function drawAfterMs(random: Random): number {
  return random.weigh(
    [60, random.pick([0, 250, 1_000, 1_000, 2_000, 5_000, 12_000])],
    [4, random.pick([60_000, 400_000])],
    [1, random.pick([-1, -1_500, -30_000])],
  );
}

function drawLag(random: Random): TickStep["lag"] {
  return random.weigh<number | Claim>(
    [30, random.pick([0, 0, 300, 1_000, 4_000, 9_000, 25_000, -400])],
    [2, random.pick([70_000, 310_000, -5_000])],
    [4, "tie"],
    [3, random.pick<Claim>(["hours ago", "future", "edge", "far future", "epoch"])],
  );
}
