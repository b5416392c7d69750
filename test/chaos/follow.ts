import { setTimeout as sleep } from "node:timers/promises";
import type { Batch, Consumer, Kafka } from "kafkajs";

/** Wall times at which features came out of a partition, in order. */
export type Arrivals = ReadonlyMap<number, readonly number[]>;

export interface Follower {
  readonly arrivals: Arrivals;
  close(): Promise<void>;
}

const AGAIN_MS = 500;
/** A broker that was killed is back within seconds; a follower whose broker is gone for good must end. */
const RETRIES = 120;

/**
 * Reads a topic as any other system would, read_committed, and notes for each partition when something came: one
 * entry a batch. After a broker's death it has to find its way back itself, and that is part of what it measures.
 */
export async function follow(kafka: Kafka, topic: string): Promise<Follower> {
  const arrivals = new Map<number, number[]>();
  const seen = new Map<number, number>();
  const note = ({ partition, messages }: Batch) => {
    const last = Number(messages.at(-1)?.offset ?? -1);
    // Where it joined its group anew it begins at its last commit.
    if (last <= (seen.get(partition) ?? -1)) return;
    seen.set(partition, last);
    const times = arrivals.get(partition) ?? [];
    times.push(Date.now());
    arrivals.set(partition, times);
  };
  const groupId = `follower-${crypto.randomUUID()}`;
  let isClosed = false;
  let consumer = await read(kafka, groupId, topic, note, again);
  return {
    arrivals,
    close: () => {
      isClosed = true;
      return consumer.disconnect();
    },
  };

  async function again(): Promise<void> {
    await sleep(AGAIN_MS);
    if (isClosed) return;
    consumer = await read(kafka, groupId, topic, note, again).catch(() => {
      void again();
      return consumer;
    });
  }
}

/** kafkajs gives a consumer up where no broker answers the question for its coordinator: then another is begun. */
async function read(
  kafka: Kafka,
  groupId: string,
  topic: string,
  note: (batch: Batch) => void,
  onGivenUp: () => Promise<void>,
): Promise<Consumer> {
  const consumer = kafka.consumer({
    groupId,
    maxWaitTimeInMs: 100,
    retry: { initialRetryTime: 100, maxRetryTime: AGAIN_MS, retries: RETRIES },
  });
  consumer.on(consumer.events.CRASH, ({ payload }) => {
    if (!payload.restart) void onGivenUp();
  });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommitInterval: 1_000,
    eachBatch: async ({ batch, heartbeat }) => {
      note(batch);
      await heartbeat();
    },
  });
  return consumer;
}
