import { setTimeout as sleep } from "node:timers/promises";
import { KafkaProcess } from "@market/broker";
import { createClient, KafkaTickSink } from "@market/kafka";
import { createLog } from "@market/runtime";
import { encodeTick, parseFrame } from "@market/wire";
import { client } from "../e2e/topic.ts";
import { topicsOf, variablesOf } from "../e2e/topics.ts";
import { bare } from "../wire/frames.ts";
import { tickersOf } from "./feed.ts";
import { type Arrivals, follow } from "./follow.ts";
import { isTaskLive, Member } from "./member.ts";

// `npm run failover`: three windowers, 12 partitions, a tick of each in every tenth of a second, windows of 1 s. One
// windower after the other is ended; printed is the longest time without features (1 s of it is the windows' own).

const PARTITIONS = 12;
const REPLICAS = 3;
const SETTLE_MS = 8_000;
const RECOVER_MS = { SIGTERM: 8_000, SIGKILL: 18_000 } as const;
const SIGNALS = ["SIGTERM", "SIGKILL", "SIGTERM", "SIGKILL", "SIGTERM", "SIGKILL"] as const;

const say = (line: string) => void process.stdout.write(`${line}\n`);
const broker = await KafkaProcess.open({ env: process.env, progress: say });
if ("unavailable" in broker)
  throw new Error(`failover needs a broker of its own; Kafka ${broker.unavailable}`);
const topics = topicsOf("failover");
const variables = {
  ...variablesOf("failover"),
  KAFKA_BROKERS: broker.brokers,
  TOPIC_PARTITIONS: String(PARTITIONS),
  WINDOWS: "1s",
  WAIT: "1s",
};
let started = 0;
const start = () => new Member(`w${++started}`, "windower", variables);
const members = [start()];
await sleep(SETTLE_MS);
const stop = new AbortController();
const publishing = publish(stop.signal);
const follower = await follow(client(broker.brokers), topics.features);
while (members.length < REPLICAS) members.push(start());
await sleep(SETTLE_MS);

say("\n          its partitions  the others'  tasks of others that started again");
for (const signal of SIGNALS) {
  const member = members.shift()!;
  const own = new Set(member.partitions);
  const since = Date.now();
  const livesBefore = countLives(members);
  await member.end(signal);
  await sleep(RECOVER_MS[signal]);
  const moved = countLives(members) - livesBefore;
  const [hit, others] = [true, false].map(isHit =>
    longestPause(follower.arrivals, since, p => own.has(p) === isHit),
  );
  say(`${signal.padEnd(10)}${seconds(hit!)}${seconds(others!)}${String(moved - own.size).padStart(10)}`);
  members.push(start());
  await sleep(SETTLE_MS);
}
stop.abort();
await publishing;
await Promise.all(members.map(each => each.end("SIGKILL")));
await follower.close();
await broker.close();

async function publish(signal: AbortSignal): Promise<void> {
  const log = createLog("failover", "silent");
  const config = { brokers: [variables.KAFKA_BROKERS], ssl: false, sasl: undefined, replicationFactor: 1 };
  const names = {
    ticks: topics.ticks,
    features: topics.features,
    lateTicks: topics.late,
    deadLetters: topics.dead,
  };
  const kafka = createClient({ ...config, topics: names, partitions: PARTITIONS }, "failover", log);
  const { ticks: ticksTopic, dead: deadLettersTopic } = topics;
  const sink = new KafkaTickSink({ kafka, ticksTopic, deadLettersTopic, partitions: PARTITIONS, log });
  const tickers = tickersOf(PARTITIONS, 1);
  while (!signal.aborted) {
    const timestamp = Date.now();
    const records = tickers.map((key, partition) => {
      const parsed = parseFrame(bare({ id: key, price: 1, time: timestamp }), timestamp);
      if (!("tick" in parsed)) throw new Error(`no tick: ${parsed.reason}`);
      return { partition, key, timestamp, value: encodeTick(parsed.tick) };
    });
    await sink.publish(records, []);
    await sleep(100);
  }
  await sink.close();
}

function countLives(all: readonly Member[]): number {
  return all.flatMap(({ service }) => service.lines.filter(isTaskLive)).length;
}

function longestPause(arrivals: Arrivals, since: number, isOf: (partition: number) => boolean): number {
  const pauses = [...arrivals].flatMap(([partition, times]) => {
    if (!isOf(partition)) return [];
    return times.flatMap((time, i) => (time > since && i > 0 ? [time - times[i - 1]!] : []));
  });
  return Math.max(...pauses);
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`.padStart(13);
}
