import { Group } from "./group.ts";
import { offsetOutOfRange } from "./kafkajs.ts";
import type { Reply } from "./network.ts";
import { GroupOffsets } from "./offsets.ts";
import { type Aborted, Partition } from "./partition.ts";
import type { Author, Sent } from "./record.ts";
import { Transactions } from "./transactions.ts";
import type { World } from "./world.ts";

export const TOPICS = {
  ticks: "ticks",
  features: "features",
  lateTicks: "late-ticks",
  deadLetters: "dead-letters",
  checkpoints: "checkpoints",
};

export interface FetchedPartition {
  readonly partition: number;
  readonly highWatermark: number;
  readonly aborted: readonly Aborted[];
  /** Whole record batches. */
  readonly bytes: Buffer;
}

interface Wanted {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

/** Brokers refuse more than this by default. */
const BYTES_MAX = 1_048_576;

/** All brokers of the cluster: the logs, the coordinators, the committed offsets. */
export class Broker {
  readonly partitions: number;
  readonly nodes: number;
  readonly offsets: GroupOffsets;
  readonly transactions: Transactions;
  readonly group: Group;
  readonly #world: World;
  readonly #topics = new Map<string, Partition[]>();
  /** How many records a fetch returns, about. */
  readonly #fetchMax: number;
  /** While this lasts a fetch may return nothing although there is something, as after a change of leaders. */
  emptyFetches = 0;

  constructor(world: World, partitions: number) {
    this.#world = world;
    this.partitions = partitions;
    this.nodes = world.random.weigh([3, 1], [1, 2]);
    this.#fetchMax = world.random.pick([1, 3, 20, 1_000]);
    this.offsets = new GroupOffsets(world);
    this.transactions = new Transactions(world, this.offsets);
    this.group = new Group(world);
    for (const topic of Object.values(TOPICS)) {
      this.#topics.set(
        topic,
        Array.from({ length: partitions }, (_, partition) => new Partition(topic, partition)),
      );
    }
  }

  log(topic: string, partition: number): Partition {
    const log = this.#topics.get(topic)?.[partition];
    if (log === undefined) throw new Error(`no ${topic}[${partition}]`);
    return log;
  }

  /** No transaction is open anywhere. */
  get isStable(): boolean {
    return [...this.#topics.values()].every(logs => logs.every(({ stable, end }) => stable === end));
  }

  produce(
    id: string,
    author: Author,
    topic: string,
    partition: number,
    records: readonly Sent[],
    bytes: number,
  ): void {
    if (bytes > BYTES_MAX)
      throw new Error(`a batch of ${records.length} records and ${bytes} bytes to ${topic}`);
    const log = this.log(topic, partition);
    if (log.producers.hasBatch(author, records.length))
      this.#world.counts.add("retried produce arrived twice");
    else this.transactions.produce(id, author, log, () => log.appendOpen(records, author));
  }

  /** Answers when there is something to read, or after `waitMs`. */
  fetch(wanted: readonly Wanted[], waitMs: number, reply: Reply<Map<Wanted, FetchedPartition>>): void {
    const { random, timeline, counts } = this.#world;
    let isAnswered = false;
    const answer = () => {
      if (isAnswered) return;
      isAnswered = true;
      const isEmpty = this.emptyFetches > 0 && random.chance(0.5);
      if (isEmpty) {
        this.emptyFetches--;
        counts.add("transient empty fetch");
      }
      reply.ok(new Map(wanted.map(each => [each, this.#read(each, isEmpty)])));
    };
    for (const { topic, partition, offset } of wanted) {
      const log = this.log(topic, partition);
      if (offset < log.start || offset > log.end) {
        counts.add(`offset out of range: ${topic}`);
        throw offsetOutOfRange(topic, partition);
      }
    }
    const logs = wanted.map(each => ({ log: this.log(each.topic, each.partition), offset: each.offset }));
    for (const { log } of logs) log.onChange(answer);
    const isReady = logs.some(({ log, offset }) => log.stable > offset);
    if (isReady) answer();
    else timeline.after(waitMs, undefined, answer);
  }

  #read({ topic, partition, offset }: Wanted, isEmpty: boolean): FetchedPartition {
    const log = this.log(topic, partition);
    const none = { bytes: Buffer.alloc(0), aborted: [] };
    return { partition, highWatermark: log.end, ...(isEmpty ? none : log.read(offset, this.#fetchMax)) };
  }
}
