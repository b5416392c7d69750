import { setTimeout as sleep } from "node:timers/promises";
import { KafkaProcess } from "@market/broker";
import { type Simulator, startSimulator } from "@market/simulator";
import { eventually } from "../e2e/eventually.ts";
import { client } from "../e2e/topic.ts";
import { topicsOf, variablesOf } from "../e2e/topics.ts";
import { calm } from "./drain.ts";
import { saveLogs } from "./evidence.ts";
import { feed, tickersOf } from "./feed.ts";
import { Fleet } from "./fleet.ts";
import { follow } from "./follow.ts";
import { judge, type Outcome } from "./judge.ts";
import { isTaskLive } from "./member.ts";
import { playOut } from "./play-out.ts";
import { scheduleOf } from "./schedule.ts";

export interface ChaosOptions {
  readonly minutes: number;
  readonly seed: number;
  /** Gets whole lines, for people. */
  readonly say: (line: string) => void;
  readonly signal?: AbortSignal;
  /** Seconds between faults; where they are to be told apart, more than a recovery takes. */
  readonly everySeconds?: number;
  /** As WINDOWS; short ones unless it is given, so that many close. */
  readonly windows?: string | undefined;
  /** Keeps what a failed run would keep, whether it fails or not. */
  readonly keep?: boolean;
}

const PREFIX = "chaos";
const PARTITIONS = 12;
const TICKERS = tickersOf(PARTITIONS, 2);
const CALM_AT_END_MS = 6_000;

/**
 * Runs the pair on a broker of its own while processes are killed, paused and started again, and compares what the
 * windowers published with what the naive model says of the ticks topic.
 */
export async function runChaos(options: ChaosOptions): Promise<Outcome> {
  const { say, signal } = options;
  const broker = await KafkaProcess.open({ env: process.env, progress: say, signal });
  if ("unavailable" in broker)
    throw new Error(`chaos needs a broker it may kill; Kafka ${broker.unavailable}`);
  const simulator = await startSimulator({ market: false });
  const fleet = new Fleet(broker, {
    ...variablesOf(PREFIX),
    TOPIC_PARTITIONS: String(PARTITIONS),
    YAHOO_URL: simulator.url,
    TICKERS: TICKERS.join(),
    WINDOWS: options.windows ?? "2s,10s,6s/2s,session:1s",
    WAIT: "2s",
  });
  try {
    return await run(options, fleet, simulator);
  } catch (error) {
    if (!signal?.aborted) say(`given up; the processes' logs are in ${await saveLogs(fleet)}`);
    throw error;
  } finally {
    await fleet.close();
    await simulator.close();
    await broker.close();
  }
}

async function run(options: ChaosOptions, fleet: Fleet, simulator: Simulator): Promise<Outcome> {
  const { minutes, seed, say, signal, everySeconds, keep = false } = options;
  await startPair(fleet, simulator);
  const topics = topicsOf(PREFIX);
  const follower = await follow(client(fleet.broker.brokers), topics.features);
  const feeding = new AbortController();
  const fed = feed(simulator, TICKERS, seed, feeding.signal);
  try {
    const startedAt = Date.now();
    const strikes = await playOut(fleet, scheduleOf(seed, minutes, everySeconds), { minutes, say, signal });
    say("no more faults");
    const isCalm = await calm(follower.arrivals, PARTITIONS, Date.now());
    await sleep(CALM_AT_END_MS, undefined, { signal });
    feeding.abort();
    await fleet.ingestor.end("SIGTERM");
    const fedMs = Date.now() - startedAt;
    return await judge({
      fleet,
      topics,
      strikes,
      arrivals: follower.arrivals,
      isCalm,
      sent: await fed,
      fedMs,
      say,
      keep,
    });
  } finally {
    feeding.abort();
    await follower.close();
  }
}

/** One ingestor and one windower, up and at work. */
async function startPair(fleet: Fleet, simulator: Simulator): Promise<void> {
  const ingestor = fleet.startIngestor();
  const { service } = fleet.startWindower();
  const early = Promise.race([ingestor.service.endedEarly(), service.endedEarly()]);
  await Promise.race([simulator.subscribed(...TICKERS), early]);
  const isUp = async () => new Set(service.lines.filter(isTaskLive).map(({ partition }) => partition));
  await Promise.race([
    eventually("every task live", async () => (await isUp()).size === PARTITIONS || undefined),
    early,
  ]);
}
