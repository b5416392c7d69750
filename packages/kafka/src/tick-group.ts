import type { TaskLog } from "@market/log";
import type { Clock, Log } from "@market/runtime";
import type { Kafka } from "kafkajs";
import { aborted } from "./aborted.ts";
import { Inbox } from "./inbox.ts";
import { PartitionReader } from "./partition-reader.ts";
import { ShardGroup } from "./shard-group.ts";
import { KafkaTaskLog } from "./task-log.ts";
import type { TaskTopics } from "./task-producer.ts";
import { TickFetcher } from "./tick-fetcher.ts";
import { within } from "./within.ts";

export interface TickGroupOptions {
  readonly kafka: Kafka;
  readonly group: string;
  readonly topics: TaskTopics;
  readonly log: Log;
  readonly clock: Clock;
  /** Called for every partition this process is given; its log ends (polls return null) when it is taken away. */
  readonly onAssigned: (log: TaskLog) => Promise<void>;
  /** The group has shared the partitions out, whatever that changed for this process. */
  readonly onShared?: () => void;
}

/** A task that hangs in a request is not waited for: it is of no more use, and its successor shuts it out. */
const CLOSE_MS = 1_000;

interface Assignment {
  readonly inbox: Inbox;
  /** Settles when the task has let go of the partition. */
  readonly done: Promise<void>;
}

/**
 * The ticks topic as a group of windowers shares it: each partition belongs to one member at a time, which
 * gets it as a TaskLog. Records are only put into inboxes here, so that fetching and heartbeats never wait for a task.
 */
export class TickGroup {
  readonly #options: TickGroupOptions;
  readonly #group: ShardGroup;
  readonly #fetcher: TickFetcher;
  readonly #reader: PartitionReader;
  readonly #assignments = new Map<number, Assignment>();
  #fail: (error: Error) => void = () => undefined;

  constructor(options: TickGroupOptions) {
    const { kafka, group, topics, log, clock, onShared } = options;
    this.#options = options;
    this.#reader = new PartitionReader(kafka);
    this.#group = new ShardGroup({
      kafka,
      group,
      topic: topics.ticks,
      protocol: "market-sticky",
      log,
      clock,
      onAssigned: ({ owned }) => {
        onShared?.();
        this.#assign(owned);
      },
    });
    this.#fetcher = new TickFetcher({
      kafka,
      topic: topics.ticks,
      log,
      clock,
      inboxes: () => [...this.#assignments].map(([partition, { inbox }]) => [partition, inbox] as const),
      bounds: partition => this.#reader.bounds(topics.ticks, partition),
    });
  }

  get hasJoined(): boolean {
    return this.#group.hasJoined;
  }

  /** Whether the group has said lately that this process is a member. */
  get isCertain(): boolean {
    return this.#group.isCertain;
  }

  get partitions(): readonly number[] {
    return [...this.#assignments.keys()];
  }

  /** Takes part in the group until `signal` is aborted, then leaves it at once; rejects if a task or the group fails for good. */
  async run(signal: AbortSignal): Promise<void> {
    const ended = new AbortController();
    const failed = new Promise<never>((_, reject) => {
      this.#fail = reject;
    });
    void aborted(signal).then(() => this.#end(ended));
    const fetching = this.#fetcher.run(ended.signal);
    const sharing = this.#group.run(ended.signal);
    try {
      await Promise.race([sharing, failed]);
    } finally {
      this.#end(ended);
      await sharing.catch(() => undefined);
      const done = [...this.#assignments.values()].map(assignment => assignment.done);
      const closed = Promise.all([fetching, ...done]).then(() => this.#reader.close());
      await within(this.#options.clock, CLOSE_MS, closed);
    }
  }

  /**
   * What stays keeps its memory, also where somebody else may have owned it in between: then its next commit is refused,
   * and it starts again from the log.
   */
  #assign(owned: ReadonlySet<number>): void {
    for (const [partition, { inbox }] of this.#assignments) {
      if (owned.has(partition)) continue;
      inbox.close();
      this.#assignments.delete(partition);
    }
    for (const partition of owned) if (!this.#assignments.has(partition)) this.#gain(partition);
  }

  #gain(partition: number): void {
    const { kafka, group, topics, clock, onAssigned } = this.#options;
    const inbox = new Inbox(clock);
    const log = new KafkaTaskLog({
      kafka,
      group,
      topics,
      partition,
      inbox,
      reader: this.#reader,
      feed: { wake: () => this.#fetcher.wake(), confirmed: () => this.#group.confirmed() },
    });
    const done = onAssigned(log)
      .catch((error: Error) => this.#fail(error))
      .finally(() => log.close());
    this.#assignments.set(partition, { inbox, done });
  }

  /** Tasks end while the group is being left. */
  #end(ended: AbortController): void {
    for (const { inbox } of this.#assignments.values()) inbox.close();
    ended.abort();
  }
}
