import { writeBacklog } from "../backlog.ts";
import { nextRun } from "../drain.ts";
import { deleteTopics } from "../kafka/topics.ts";
import { resultOf } from "../median.ts";
import type { Bench, Part, Result } from "../part.ts";
import { startUp } from "../recovery/start-up.ts";
import { SESSION_MS, type Takeover, takeOver } from "../recovery/take-over.ts";

const NAME = "recovery";
const TICKS = 5_000_000;
const TICKERS = 10_000;
const PARTITIONS = 12;
/** Cheap enough for a median. */
const START_UPS = 5;

export const recoveryPart: Part = {
  name: NAME,
  what: "kill -9 with 5,000,000 ticks in open windows until features come again, and the start of a replica until it is ready",
  run: async bench => [...(await takeOvers(bench)), ...(await startUps(bench))],
};

async function takeOvers(bench: Bench): Promise<Result[]> {
  const brokers = await bench.broker();
  const { progress, signal, isQuick } = bench;
  const share = isQuick ? 20 : 1;
  const size = { tickers: TICKERS / share, ticks: TICKS / share, partitions: PARTITIONS };
  const took: Takeover[] = [];
  for (let round = 0; round < bench.longRuns; round++) {
    const run = nextRun();
    try {
      // Its clock record closes everything, so each round needs a topic of its own.
      const topic = `${run}.ticks`;
      const backlog = await writeBacklog({ brokers, topic, ...size, hasClock: false, progress, signal });
      took.push(await takeOver(bench, backlog));
    } finally {
      await deleteTopics(brokers, run);
    }
  }
  const held = `kill -9 with ${size.ticks} ticks held: `;
  const result = (name: string, of: (each: Takeover) => number, note?: string) =>
    resultOf({ part: NAME, name: held + name, unit: "s", ...(note && { note }) }, took.map(of));
  const less = "the session began with the last heartbeat, so it can be below 0";
  const session = `the group waits ${SESSION_MS / 1_000} s for the dead member`;
  return [
    result("until the first feature", ({ firstMs }) => firstMs / 1_000, session),
    result(
      "until the first feature, less the session",
      ({ firstMs }) => (firstMs - SESSION_MS) / 1_000,
      less,
    ),
    result("until the last feature", ({ lastMs }) => lastMs / 1_000, session),
    result("until the last feature, less the session", ({ lastMs }) => (lastMs - SESSION_MS) / 1_000, less),
  ];
}

async function startUps(bench: Bench): Promise<Result[]> {
  const first: number[] = [];
  const second: number[] = [];
  for (let round = 0; round < (bench.isQuick ? 1 : START_UPS); round++) {
    bench.progress(`recovery: start-up, round ${round + 1}`);
    const { firstMs, secondMs } = await startUp(bench, PARTITIONS);
    first.push(firstMs / 1_000);
    second.push(secondMs / 1_000);
  }
  return [
    resultOf({ part: NAME, name: "start of a process to ready, alone, empty topic", unit: "s" }, first),
    resultOf({ part: NAME, name: "start of a process to ready, as second member", unit: "s" }, second),
  ];
}
