import { protocolError } from "./kafkajs.ts";
import type { GroupOffsets } from "./offsets.ts";
import type { Partition } from "./partition.ts";
import type { Author } from "./record.ts";
import type { Event } from "./timeline.ts";
import { trace, type World } from "./world.ts";

type Outcome = "commit" | "abort";
type State = "empty" | "ongoing" | "preparing" | "complete";

/** What the coordinator knows of one transactional id. */
interface Transaction {
  readonly id: string;
  readonly producerId: number;
  epoch: number;
  state: State;
  /** Of the transaction that is being prepared or is complete. */
  outcome: Outcome;
  timeoutMs: number;
  timeout: Event | undefined;
  readonly partitions: Set<Partition>;
  /** The group's offsets are part of the transaction; they become visible with its commit. */
  hasOffsets: boolean;
  offsets: { partition: number; offset: number }[];
  beganAt: number;
}

/** The first epoch that is given out says nothing about earlier owners; so ids do not begin at 0 either. */
const FIRST_PRODUCER_ID = 1_000;

/**
 * The transaction coordinator: one producer id and epoch for each transactional id. The decision is made at once, its
 * markers are written partition by partition, later.
 */
export class Transactions {
  readonly #world: World;
  readonly #offsets: GroupOffsets;
  readonly #byId = new Map<string, Transaction>();
  #nextProducerId = FIRST_PRODUCER_ID;

  constructor(world: World, offsets: GroupOffsets) {
    this.#world = world;
    this.#offsets = offsets;
  }

  init(id: string, timeoutMs: number): { producerId: number; producerEpoch: number } {
    const transaction = this.#byId.get(id) ?? this.#create(id);
    transaction.timeoutMs = timeoutMs;
    if (transaction.state === "ongoing") {
      this.#world.counts.add("transaction aborted by a newer owner's fence");
      this.#shutOut(transaction);
    }
    if (transaction.state === "preparing") throw protocolError("CONCURRENT_TRANSACTIONS");
    transaction.state = "empty";
    transaction.epoch++;
    return { producerId: transaction.producerId, producerEpoch: transaction.epoch };
  }

  add(id: string, producerId: number, epoch: number, partitions: readonly Partition[]): void {
    const transaction = this.#begin(id, producerId, epoch);
    for (const partition of partitions) transaction.partitions.add(partition);
  }

  addOffsets(id: string, producerId: number, epoch: number): void {
    this.#begin(id, producerId, epoch).hasOffsets = true;
  }

  commitOffsets(
    id: string,
    producerId: number,
    epoch: number,
    offsets: readonly { partition: number; offset: number }[],
  ): void {
    const transaction = this.#checked(id, producerId, epoch);
    if (transaction.state !== "ongoing" || !transaction.hasOffsets) throw protocolError("INVALID_TXN_STATE");
    transaction.offsets.push(...offsets);
  }

  produce(id: string, author: Author, partition: Partition, append: () => void): void {
    if (!partition.producers.isOpenFor(author)) {
      const transaction = this.#checked(id, author.producerId, author.epoch);
      // Brokers before 3.6 took the record, and its transaction never ended.
      if (transaction.state !== "ongoing" || !transaction.partitions.has(partition))
        throw protocolError("INVALID_TXN_STATE");
    }
    append();
  }

  end(id: string, producerId: number, epoch: number, outcome: Outcome): void {
    const transaction = this.#checked(id, producerId, epoch, outcome);
    if (transaction.state === "ongoing") this.#prepare(transaction, outcome);
    else if (transaction.state === "empty" || transaction.outcome !== outcome)
      throw protocolError("INVALID_TXN_STATE");
    else if (transaction.state === "preparing") throw protocolError("CONCURRENT_TRANSACTIONS");
  }

  #create(id: string): Transaction {
    const transaction: Transaction = {
      id,
      producerId: this.#nextProducerId++,
      epoch: -1,
      state: "empty",
      outcome: "abort",
      timeoutMs: 0,
      timeout: undefined,
      partitions: new Set(),
      hasOffsets: false,
      offsets: [],
      beganAt: 0,
    };
    this.#byId.set(id, transaction);
    return transaction;
  }

  #checked(id: string, producerId: number, epoch: number, outcome?: Outcome): Transaction {
    const transaction = this.#byId.get(id);
    if (transaction?.producerId !== producerId) throw protocolError("INVALID_PRODUCER_ID_MAPPING");
    if (transaction.epoch === epoch) return transaction;
    this.#world.counts.add("request of a producer that is shut out");
    if (outcome === "commit") this.#world.counts.add("zombie tried to commit");
    throw protocolError("INVALID_PRODUCER_EPOCH");
  }

  #begin(id: string, producerId: number, epoch: number): Transaction {
    const transaction = this.#checked(id, producerId, epoch);
    if (transaction.state === "preparing") throw protocolError("CONCURRENT_TRANSACTIONS");
    if (transaction.state === "ongoing") return transaction;
    transaction.state = "ongoing";
    transaction.beganAt = this.#world.timeline.now;
    const { random, timeline } = this.#world;
    // Now and then somebody ends it by hand, as kafka-transactions does, long before its time.
    const timeoutMs = random.chance(0.001) ? random.between(0, 20) : transaction.timeoutMs;
    transaction.timeout = timeline.after(timeoutMs, undefined, () => {
      this.#world.counts.add("transaction timed out");
      this.#shutOut(transaction);
    });
    return transaction;
  }

  /** Aborts what is open under a new epoch, so that its producer can do nothing more. */
  #shutOut(transaction: Transaction): void {
    transaction.epoch++;
    this.#prepare(transaction, "abort");
  }

  #prepare(transaction: Transaction, outcome: Outcome): void {
    const { random, timeline, counts } = this.#world;
    counts.add(`transaction: ${outcome}`);
    trace(this.#world, `coordinator: ${outcome} of ${transaction.id} epoch ${transaction.epoch}`);
    if (transaction.timeout) transaction.timeout.isCancelled = true;
    transaction.state = "preparing";
    transaction.outcome = outcome;
    const slow = random.chance(0.05) ? 3_000 : 10;
    let left = transaction.partitions.size + 1;
    const written = () => {
      if (--left > 0) return;
      transaction.state = "complete";
      transaction.partitions.clear();
    };
    for (const partition of transaction.partitions) {
      timeline.after(random.between(0, slow), undefined, () => {
        partition.mark(transaction.producerId, transaction.epoch, outcome);
        written();
      });
    }
    const { offsets } = transaction;
    transaction.offsets = [];
    transaction.hasOffsets = false;
    timeline.after(random.between(0, slow), undefined, () => {
      if (outcome === "commit") this.#offsets.show(offsets);
      written();
    });
  }
}
