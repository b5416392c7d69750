import type { Cluster } from "./cluster.ts";
import { pause } from "./pause.ts";
import { type Encoded, type ProduceBroker, produceEncoded } from "./produce-request.ts";

/** Few, so that after a long outage it is asked first whether the partitions are still ours. */
const RETRIES = 5;
const RETRY_MS = 100;
const RETRY_MS_MAX = 2_000;

/** What producers use of kafkajs's cluster beside what readers use. */
export interface ProducerCluster extends Cluster {
  isConnected(): boolean;
  removeBroker(address: { host: string; port: number }): void;
  addMultipleTargetTopics(topics: readonly string[]): Promise<void>;
  refreshMetadataIfNecessary(): Promise<void>;
}

export interface DeliverOptions {
  readonly transactionalId?: string;
  /** Asked before anything is sent again. */
  readonly mayResend?: () => boolean;
}

/**
 * Sends record batches to whoever leads their partitions, and again, byte for byte, where that may help: a broker knows a batch again
 * by its producer and number. kafkajs numbers it anew, which writes it twice where a leader moves. Resolves when all in-sync
 * replicas have all of them; when it rejects, nobody knows which are there.
 */
export async function deliver(
  cluster: ProducerCluster,
  batches: readonly Encoded[],
  { transactionalId, mayResend = () => true }: DeliverOptions = {},
): Promise<void> {
  let unsent = batches;
  for (let retry = 0, waitMs = RETRY_MS; unsent.length > 0; retry++) {
    try {
      if (retry > 0) await reconnect(cluster);
      const { left, error } = await attempt(cluster, unsent, transactionalId);
      unsent = left;
      if (error !== undefined) throw error;
    } catch (error) {
      forget(cluster, error);
      if (retry === RETRIES || !isRetriable(error) || !mayResend()) throw error;
      await pause(waitMs * (0.8 + 0.4 * Math.random()));
      waitMs = Math.min(2 * waitMs, RETRY_MS_MAX);
    }
  }
}

/** Sends to each leader what it leads; what is left is what was not acknowledged, and why. */
async function attempt(
  cluster: ProducerCluster,
  batches: readonly Encoded[],
  transactionalId: string | undefined,
): Promise<{ left: Encoded[]; error?: unknown }> {
  await cluster.addMultipleTargetTopics([...new Set(batches.map(({ topic }) => topic))]);
  await cluster.refreshMetadataIfNecessary();
  // A partition that the metadata do not have yet is left for the next attempt.
  const left = new Set(batches);
  const sends = [...byLeader(cluster, batches)].map(async ([nodeId, theirs]) => {
    const broker = (await cluster.findBroker({ nodeId })) as unknown as ProduceBroker;
    await produceEncoded(broker, theirs, transactionalId);
    for (const batch of theirs) left.delete(batch);
  });
  const failed = (await Promise.allSettled(sends)).find(({ status }) => status === "rejected");
  const [first] = left;
  const unknown = first && noLeader(first);
  return { left: [...left], error: (failed as PromiseRejectedResult | undefined)?.reason ?? unknown };
}

function byLeader(cluster: ProducerCluster, batches: readonly Encoded[]): Map<string, Encoded[]> {
  const led = new Map<string, Encoded[]>();
  for (const batch of batches) {
    const [leader] = Object.keys(cluster.findLeaderForPartitions(batch.topic, [batch.partition]));
    if (leader !== undefined) led.set(leader, [...(led.get(leader) ?? []), batch]);
  }
  return led;
}

/** Named as kafkajs's errors are: it is the world's. */
function noLeader({ topic, partition }: Encoded): Error {
  const error = new Error(`${topic}[${partition}] has no leader`);
  return Object.assign(error, { name: "KafkaJSNoLeader", retriable: true });
}

async function reconnect(cluster: ProducerCluster): Promise<void> {
  if (!cluster.isConnected()) await cluster.connect();
  await cluster.refreshMetadata();
}

/** As kafkajs's producer does: what is behind a closed connection may have another address by now. */
function forget(cluster: ProducerCluster, error: unknown): void {
  const { name, host, port } = error as { name?: string; host?: string; port?: number };
  if (name === "KafkaJSConnectionClosedError") cluster.removeBroker({ host: host!, port: port! });
}

function isRetriable(error: unknown): boolean {
  return (error as { retriable?: boolean }).retriable === true;
}
