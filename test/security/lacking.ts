import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { encodeTick } from "@market/wire";
import type { Kafka } from "kafkajs";
import { client } from "../e2e/topic.ts";
import { createTopics } from "../new-topics.ts";
import { grant } from "./acl.ts";
import { type Lack, SERVICE_LACKS } from "./lacks.ts";
import type { SecuredBroker } from "./secured-broker.ts";
import { namesOf, type Variables } from "./secured-pair.ts";
import { mention } from "./trial.ts";

const MAIN = fileURLToPath(import.meta.resolve("./runs-services.ts"));

/** Runs every service without what it lacks, and returns what each of them said, by user. */
export async function runLacking(
  broker: SecuredBroker,
  login: (user: string) => Variables,
): Promise<ReadonlyMap<string, string>> {
  for (const { user, acls } of SERVICE_LACKS) await grant(broker.admin, user, acls);
  const kafka = client(broker.open);
  const working = SERVICE_LACKS.filter(({ missing }) => missing.operation !== "Create");
  await createTopics(broker.admin, ...working.flatMap(({ user }) => topicsOf(user)));
  await fill(kafka, working);
  const trials = SERVICE_LACKS.map(({ user, service, missing }) => ({
    id: user,
    service,
    env: { ...namesOf(user), WINDOWS: "1s", WAIT: "500ms", ...login(user) },
    expected: mention(missing),
  }));
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: broker.ca };
  const options = { env, maxBuffer: 64 * 1_024 * 1_024 };
  const { stdout } = await promisify(execFile)(process.execPath, [MAIN, JSON.stringify(trials)], options);
  const told = stdout
    .trim()
    .split("\n")
    .map(line => JSON.parse(line));
  return new Map(told.map(({ id, said }) => [id, said]));
}

function topicsOf(prefix: string) {
  const { TICKS_TOPIC, FEATURES_TOPIC, LATE_TICKS_TOPIC, DEAD_LETTERS_TOPIC, WATCHLIST_TOPIC } =
    namesOf(prefix);
  const deleted = [
    TICKS_TOPIC,
    FEATURES_TOPIC,
    LATE_TICKS_TOPIC,
    DEAD_LETTERS_TOPIC,
    `${prefix}windower.checkpoints.v1`,
  ];
  const topics = deleted.map(topic => ({ topic: topic!, numPartitions: 1 }));
  const configEntries = [{ name: "cleanup.policy", value: "compact" }];
  return [...topics, { topic: WATCHLIST_TOPIC!, numPartitions: 1, configEntries }];
}

/**
 * Ticks, which make a windower write to each of its topics; features and checkpoints of which none was committed, so that it has to
 * read them to know that there are none.
 */
async function fill(kafka: Kafka, lacks: readonly Lack<string>[]): Promise<void> {
  const readers = lacks.filter(({ service }) => service !== "ingestor").map(({ user }) => namesOf(user));
  const producer = kafka.producer();
  await producer.connect();
  const messages = someTicks(Date.now() - 60_000);
  await producer.sendBatch({
    topicMessages: readers.map(({ TICKS_TOPIC }) => ({ topic: TICKS_TOPIC!, messages })),
  });
  await producer.disconnect();
  const aborting = kafka.producer({ transactionalId: "aborting", maxInFlightRequests: 1, idempotent: true });
  await aborting.connect();
  const transaction = await aborting.transaction();
  const topics = readers.flatMap(({ FEATURES_TOPIC, GROUP_ID }) => [
    FEATURES_TOPIC!,
    `${GROUP_ID}.checkpoints.v1`,
  ]);
  const topicMessages = topics.map(topic => ({ topic, messages: [{ value: "" }] }));
  await transaction.sendBatch({ topicMessages });
  await transaction.abort();
  await aborting.disconnect();
}

/** A window that closes, a tick too late for it, and what is no tick. */
function someTicks(start: number) {
  const time = Math.floor(start / 1_000) * 1_000;
  const tick = (receivedTime: number) => {
    const ticker = "AMZN";
    const value = encodeTick({ ticker, time, received_time: receivedTime, price: 100 } as never);
    return { key: ticker, value: Buffer.from(value), timestamp: String(receivedTime) };
  };
  const clock = (receivedTime: number) => ({ key: null, value: null, timestamp: String(receivedTime) });
  const late = { ...tick(time + 5_100), value: Buffer.from(tick(time).value) };
  return [
    tick(time + 100),
    clock(time + 5_000),
    late,
    { key: "AMZN", value: "no tick", timestamp: String(time + 5_200) },
    clock(time + 6_000),
  ];
}
