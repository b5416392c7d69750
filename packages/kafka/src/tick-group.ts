import type { TaskLog } from "@market/log";
import { type Clock, type Log, sleep } from "@market/runtime";
import type { EachBatchPayload, Kafka } from "kafkajs";
import { GroupMember } from "./group-member.ts";
import { Inbox } from "./inbox.ts";
import { fromMessage } from "./message.ts";
import { PartitionReader } from "./partition-reader.ts";
import { KafkaTaskLog } from "./task-log.ts";
import type { TaskTopics } from "./task-producer.ts";

export interface TickGroupOptions {
  readonly kafka: Kafka;
  readonly group: string;
  readonly topics: TaskTopics;
  readonly log: Log;
  readonly clock: Clock;
  /** Called for every partition this process is given; its log ends (polls return null) when it is taken away. */
  readonly onAssigned: (log: TaskLog) => Promise<void>;
}

const CLOSE_MS = 1_000;

interface Assignment {
  readonly inbox: Inbox;
  /** When the partition was gained, ms since the epoch. */
  readonly since: number;
  /** Settles when the task has let go of the partition. */
  readonly done: Promise<void>;
}

/**
 * The ticks topic as a group of windowers shares it: each partition belongs to one member at a time, which
 * gets it as a TaskLog. Batches are only put into inboxes here, so that fetching and heartbeats never wait for a task.
 */
export class TickGroup {
  readonly #options: TickGroupOptions;
  readonly #member: GroupMember;
  readonly #reader: PartitionReader;
  readonly #assignments = new Map<number, Assignment>();
  readonly #paused = new Set<number>();
  #joined = false;
  #fail: (error: Error) => void = () => undefined;

  constructor(options: TickGroupOptions) {
    const { kafka, group, topics, log, clock } = options;
    this.#options = options;
    this.#reader = new PartitionReader(kafka);
    this.#member = new GroupMember({
      kafka,
      group,
      topic: topics.ticks,
      log,
      clock,
      held: () => new Map([...this.#assignments].map(([partition, { since }]) => [partition, since])),
      onJoin: (partitions, member) => this.#assign(partitions, member),
      onBatch: payload => this.#take(payload),
      onSkipped: (partition, firstOffset, lastOffset) => this.#skip(partition, firstOffset, lastOffset),
    });
  }

  get hasJoined(): boolean {
    return this.#joined;
  }

  get partitions(): readonly number[] {
    return [...this.#assignments.keys()];
  }

  /** Takes part in the group until `signal` is aborted, then leaves it at once; rejects if a task or the group fails for good. */
  async run(signal: AbortSignal): Promise<void> {
    const failed = new Promise<never>((_, reject) => {
      this.#fail = reject;
    });
    try {
      await Promise.race([this.#member.run(signal), failed]);
    } finally {
      await this.#close();
    }
  }

  /**
   * After every join kafkajs starts all partitions at the committed offset, kept ones too: new ones stay paused until
   * their task has sought, kept ones are put back to where they were.
   */
  #assign(owned: ReadonlySet<number>, member: string): void {
    this.#joined = true;
    this.#options.log.info({ partitions: [...owned], member }, "partitions assigned");
    for (const [partition, { inbox }] of this.#assignments) {
      if (owned.has(partition)) continue;
      inbox.close();
      this.#assignments.delete(partition);
    }
    for (const partition of owned) {
      const kept = this.#assignments.get(partition);
      if (kept === undefined) this.#gain(partition);
      else if (kept.inbox.next === undefined) this.#pause(partition);
      else {
        // A consumer that was started anew knows nothing of what was paused.
        if (this.#paused.has(partition)) this.#pause(partition);
        this.#member.seek(partition, kept.inbox.next);
      }
    }
  }

  #gain(partition: number): void {
    const { kafka, group, topics, clock, onAssigned } = this.#options;
    this.#pause(partition);
    const inbox = new Inbox(clock);
    const log = new KafkaTaskLog({
      kafka,
      group,
      topics,
      partition,
      inbox,
      reader: this.#reader,
      feed: {
        seek: (p, offset) => this.#isCurrent(p, inbox) && this.#member.seek(p, offset),
        resume: p => this.#isCurrent(p, inbox) && this.#resume(p),
        confirmed: () => this.#member.confirmed(),
      },
    });
    const done = onAssigned(log)
      .catch((error: Error) => this.#fail(error))
      .finally(() => log.close());
    this.#assignments.set(partition, { inbox, done, since: clock.now() });
  }

  /** A task that was told to stop may still be in the middle of something: it must not move its successor. */
  #isCurrent(partition: number, inbox: Inbox): boolean {
    return this.#assignments.get(partition)?.inbox === inbox;
  }

  async #take({ batch, resolveOffset, heartbeat }: EachBatchPayload): Promise<void> {
    const inbox = this.#assignments.get(batch.partition)?.inbox;
    const next = inbox?.next;
    if (inbox === undefined || next === undefined) return;
    // kafkajs sets it on every batch but leaves it out of its types.
    const { fetchedOffset } = batch as unknown as { fetchedOffset: string };
    if (Number(fetchedOffset) > next) return this.#goBack(batch.partition, inbox, next);
    if (Number(batch.highWatermark) < next) {
      inbox.fail(
        new Error(
          `partition ${batch.partition} ends at ${batch.highWatermark}, before ${next}: it was cut off`,
        ),
      );
      return;
    }
    const records = batch.messages.map(fromMessage).filter(({ offset }) => offset >= next);
    inbox.put(records, Math.max(next, Number(batch.lastOffset()) + 1));
    resolveOffset(batch.lastOffset());
    if (inbox.isFull) this.#pause(batch.partition);
    await heartbeat();
  }

  /**
   * The fetch is ahead of the task: either a seek has overtaken it, or what the task needs was deleted meanwhile and
   * kafkajs has jumped. Recovery deals with the second.
   */
  async #goBack(partition: number, inbox: Inbox, next: number): Promise<void> {
    const { low } = await this.#reader.bounds(this.#options.topics.ticks, partition);
    if (low > next)
      inbox.fail(new Error(`partition ${partition} begins at ${low}: ticks from ${next} on were deleted`));
    else if (inbox.next === next) this.#member.seek(partition, next);
  }

  /** A batch of aborted or control records only never reaches `#take`. */
  #skip(partition: number, firstOffset: string | null, lastOffset: string): void {
    const inbox = this.#assignments.get(partition)?.inbox;
    if (inbox?.next === undefined || firstOffset === null || Number(firstOffset) > inbox.next) return;
    inbox.put([], Math.max(inbox.next, Number(lastOffset) + 1));
  }

  #pause(partition: number): void {
    this.#paused.add(partition);
    this.#member.pause(partition);
  }

  #resume(partition: number): void {
    if (this.#paused.delete(partition)) this.#member.resume(partition);
  }

  async #close(): Promise<void> {
    const done = [...this.#assignments.values()].map(assignment => assignment.done);
    for (const { inbox } of this.#assignments.values()) inbox.close();
    await this.#member.leave();
    // A task that hangs in a request is not waited for: it is of no more use, and its successor shuts it out.
    const { clock } = this.#options;
    await Promise.race([Promise.all(done).then(() => this.#reader.close()), sleep(clock, CLOSE_MS)]);
  }
}
