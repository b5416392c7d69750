import { type Clock, type Log, sleep } from "@market/runtime";
import type { Consumer, EachBatchPayload, Kafka } from "kafkajs";
import { stickyAssigner } from "./sticky-assigner.ts";

export interface GroupMemberOptions {
  readonly kafka: Kafka;
  readonly group: string;
  readonly topic: string;
  readonly log: Log;
  readonly clock: Clock;
  /** Partition → since when, ms since the epoch: what this process holds at this moment. */
  readonly held: () => ReadonlyMap<number, number>;
  /** The partitions of this process from now on; runs inside kafkajs's join, before it fetches again, and must not wait. */
  readonly onJoin: (partitions: ReadonlySet<number>, member: string) => void;
  readonly onBatch: (payload: EachBatchPayload) => Promise<void>;
  /** A batch of aborted or control records only, which never reaches `onBatch`. */
  readonly onSkipped: (partition: number, firstOffset: string | null, lastOffset: string) => void;
}

const RESTART_MS = 500;
const LEAVE_MS = 3_000;

/** kafkajs calls these final, though they pass: for an instant no broker was connected. */
const PASSING = new Set([
  "KafkaJSGroupCoordinatorNotFound",
  "KafkaJSNoBrokerAvailableError",
  "KafkaJSBrokerNotFound",
  "KafkaJSConnectionError",
  "KafkaJSConnectionClosedError",
  "KafkaJSRequestTimeoutError",
  "KafkaJSNumberOfRetriesExceeded",
]);

/** A process as a member of a consumer group on one topic: it stays one through every outage until it is told to leave. */
export class GroupMember {
  readonly #options: GroupMemberOptions;
  #consumer: Consumer;
  #unconfirmed: (() => void)[] = [];

  constructor(options: GroupMemberOptions) {
    this.#options = options;
    this.#consumer = this.#create();
  }

  /** Takes part until `signal` is aborted; rejects with what will not pass, such as a refused password. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, log } = this.#options;
    const aborted = new Promise<undefined>(resolve => {
      signal.addEventListener("abort", () => resolve(undefined), { once: true });
    });
    while (!signal.aborted) {
      const failure = await Promise.race([aborted, this.#untilCrash()]);
      if (failure === undefined) return;
      if (!isPassing(failure)) throw failure;
      log.warn({ error: String(failure) }, "consumer gave up, starting another");
      await Promise.race([aborted, sleep(clock, RESTART_MS)]);
      this.#consumer = this.#create();
    }
  }

  /** Leaves the group at once. Without a broker that cannot be done properly, and nothing is lost by not doing so. */
  async leave(): Promise<void> {
    const left = this.#consumer.disconnect();
    await new Promise<void>((resolve, reject) => {
      const cancel = this.#options.clock.after(LEAVE_MS, resolve);
      left.then(resolve, reject).finally(cancel);
    });
    this.#confirm();
  }

  /**
   * Resolves when the group has said, after this call, that we are a member of it. A process that was paused holds
   * partitions that have another owner by now, until it hears of it.
   */
  async confirmed(): Promise<void> {
    await new Promise<void>(resolve => {
      this.#unconfirmed.push(resolve);
    });
  }

  seek(partition: number, offset: number): void {
    this.#consumer.seek({ topic: this.#options.topic, partition, offset: String(offset) });
  }

  pause(partition: number): void {
    this.#consumer.pause([{ topic: this.#options.topic, partitions: [partition] }]);
  }

  resume(partition: number): void {
    this.#consumer.resume([{ topic: this.#options.topic, partitions: [partition] }]);
  }

  #create(): Consumer {
    const { kafka, group, held } = this.#options;
    return kafka.consumer({
      groupId: group,
      partitionAssigners: [stickyAssigner(held)],
      sessionTimeout: 10_000,
      heartbeatInterval: 1_000,
      rebalanceTimeout: 20_000,
      maxWaitTimeInMs: 250,
      maxBytesPerPartition: 1_048_576,
      allowAutoTopicCreation: false,
    });
  }

  /** Joins and stays a member until kafkajs gives up; resolves with its reason. */
  async #untilCrash(): Promise<Error> {
    const { topic, onJoin, onBatch, onSkipped } = this.#options;
    const consumer = this.#consumer;
    const { GROUP_JOIN, HEARTBEAT, CRASH, END_BATCH_PROCESS } = consumer.events;
    consumer.on(GROUP_JOIN, ({ payload }) => {
      onJoin(new Set(payload.memberAssignment[topic] ?? []), payload.memberId);
      this.#confirm();
    });
    consumer.on(HEARTBEAT, () => this.#confirm());
    consumer.on(END_BATCH_PROCESS, ({ payload }) => {
      if (payload.batchSize === 0) onSkipped(payload.partition, payload.firstOffset, payload.lastOffset);
    });
    const crashed = new Promise<Error>(resolve => {
      consumer.on(CRASH, ({ payload: { error, restart } }) => {
        if (!restart) resolve(error);
      });
    });
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [topic], fromBeginning: true });
      await consumer.run({ autoCommit: false, eachBatchAutoResolve: false, eachBatch: onBatch });
      return await crashed;
    } catch (error) {
      await consumer.disconnect().catch(() => undefined);
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  #confirm(): void {
    for (const resolve of this.#unconfirmed.splice(0)) resolve();
  }
}

/** kafkajs wraps what it gives up on. */
function isPassing(error: Error): boolean {
  if (PASSING.has(error.name) || ("retriable" in error && error.retriable === true)) return true;
  return error.cause instanceof Error && isPassing(error.cause);
}
