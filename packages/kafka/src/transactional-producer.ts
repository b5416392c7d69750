import type { Kafka } from "kafkajs";
import { type Broker, createCluster } from "./cluster.ts";
import { deliver, type ProducerCluster } from "./deliver.ts";
import { pause } from "./pause.ts";
import type { RecordBatchWriter } from "./record-batch-writer.ts";
import { typeOf } from "./remedy.ts";

/**
 * A hundred thousand windows that closed together took 4 to 22 s to send by kafkajs's producer (2026-11, two busy cores), and take
 * less by this one. An abandoned transaction does not hold up readers for this long: the next owner's fence aborts it.
 */
const TRANSACTION_MS = 60_000;
const TRANSACTION_COORDINATOR = 1;
/** Sequence numbers begin again at 0 behind the largest of 31 bits. */
const SEQUENCE_MASK = 0x7fff_ffff;

/** A coordinator that answers so has done nothing: it moves, it loads, or it still ends the transaction before. */
const NOT_NOW: ReadonlySet<string> = new Set([
  "CONCURRENT_TRANSACTIONS",
  "GROUP_LOAD_IN_PROGRESS",
  "GROUP_COORDINATOR_NOT_AVAILABLE",
  "NOT_COORDINATOR_FOR_GROUP",
]);
const REFUSED_TOGETHER: ReadonlySet<string> = new Set([
  "OPERATION_NOT_ATTEMPTED",
  "TOPIC_AUTHORIZATION_FAILED",
]);
/** The markers of the transaction before are written within some ms; a coordinator moves within seconds. */
const ASK_AGAIN_MS = 5;
const ASK_AGAIN_MS_MAX = 500;
const ATTEMPTS_MAX = 15;

/** What is asked of kafkajs's broker, a request a method. */
interface Coordinator {
  readonly nodeId: string;
  initProducerId(request: object): Promise<{ producerId: string; producerEpoch: number }>;
  addPartitionsToTxn(request: object): Promise<unknown>;
  addOffsetsToTxn(request: object): Promise<unknown>;
  txnOffsetCommit(request: object): Promise<unknown>;
  endTxn(request: object): Promise<unknown>;
}

/** A batch to be sent, and where to. */
export interface Output {
  readonly topic: string;
  readonly batch: RecordBatchWriter;
}

/**
 * Kafka's transactions, a request a method, on kafkajs's connections; its own producer makes twice as many requests and twenty
 * times the work of each record. Calls come in the order fence, then begin, sends (one after another) and commitOffset (beside them)
 * and end; after an error nobody knows what became of the transaction, and the producer is of no more use.
 */
export class TransactionalProducer {
  readonly #cluster: ProducerCluster;
  readonly #id: string;
  /** By topic and partition, the number of the next record. */
  readonly #sequences = new Map<string, number>();
  /** By transactional id or group, the node that coordinates it. */
  readonly #coordinators = new Map<string, string>();
  /** As kafkajs wants it with each request. */
  #sender = { transactionalId: "", producerId: "-1", producerEpoch: -1 };

  constructor(kafka: Kafka, transactionalId: string) {
    this.#cluster = createCluster(kafka) as ProducerCluster;
    this.#id = transactionalId;
  }

  /** When this returns, no transaction of an earlier owner of the id is open or can be committed any more; `topics` are those it will write. */
  async fence(topics: readonly string[]): Promise<void> {
    await this.#cluster.connect();
    // Or kafkajs asks for the metadata of every topic there is, and trips over any that is in trouble.
    await this.#cluster.addMultipleTargetTopics(topics);
    const request = { transactionalId: this.#id, transactionTimeout: TRANSACTION_MS };
    const given = await this.#ask(this.#id, coordinator => coordinator.initProducerId(request));
    this.#sender = { transactionalId: this.#id, ...given };
  }

  /** Begins a transaction that may write to this partition of these topics, and commit offsets of the group. */
  async begin(topics: readonly string[], partition: number, group: string): Promise<void> {
    try {
      await this.#add(topics, partition);
    } catch (error) {
      if (!REFUSED_TOGETHER.has(typeOf(error))) throw error;
      // Of several topics at once kafkajs does not say which one is refused.
      for (const topic of topics) await this.#add([topic], partition);
    }
    await this.#ask(this.#id, coordinator =>
      coordinator.addOffsetsToTxn({ ...this.#sender, groupId: group }),
    );
  }

  async #add(topics: readonly string[], partition: number): Promise<void> {
    const added = topics.map(topic => ({ topic, partitions: [partition] }));
    await this.#ask(this.#id, coordinator =>
      coordinator.addPartitionsToTxn({ ...this.#sender, topics: added }),
    );
  }

  /** Appends batches, at most one a topic and partition. */
  async send(outputs: readonly Output[]): Promise<void> {
    const { producerId, producerEpoch: epoch } = this.#sender;
    const encoded = outputs.map(({ topic, batch }) => {
      const key = `${topic}/${batch.partition}`;
      const sequence = this.#sequences.get(key) ?? 0;
      this.#sequences.set(key, (sequence + batch.records) & SEQUENCE_MASK);
      const by = { producerId: BigInt(producerId), epoch, sequence, isTransactional: true };
      return { topic, partition: batch.partition, bytes: batch.finish(by) };
    });
    await deliver(this.#cluster, encoded, { transactionalId: this.#id });
  }

  /** The group's offset of a partition becomes this with the end of the transaction. */
  async commitOffset(group: string, topic: string, partition: number, offset: number): Promise<void> {
    const topics = [{ topic, partitions: [{ partition, offset: String(offset) }] }];
    await this.#ask(group, coordinator =>
      coordinator.txnOffsetCommit({ ...this.#sender, groupId: group, topics }),
    );
  }

  /** Commits. Asked once only: of an answer that is lost, nobody knows what it was. */
  async end(): Promise<void> {
    const coordinator = await this.#coordinatorOf(this.#id);
    await coordinator.endTxn({ ...this.#sender, transactionResult: true });
  }

  async close(): Promise<void> {
    await this.#cluster.disconnect();
  }

  /** Asks the coordinator of a transactional id or a group, again where it has done nothing. */
  async #ask<T>(id: string, request: (coordinator: Coordinator) => Promise<T>): Promise<T> {
    for (let attempt = 1, waitMs = ASK_AGAIN_MS; ; attempt++) {
      try {
        return await request(await this.#coordinatorOf(id));
      } catch (error) {
        const type = typeOf(error);
        if (!NOT_NOW.has(type) || attempt === ATTEMPTS_MAX) throw error;
        if (type !== "CONCURRENT_TRANSACTIONS") this.#coordinators.delete(id);
        await pause(waitMs);
        waitMs = Math.min(2 * waitMs, ASK_AGAIN_MS_MAX);
      }
    }
  }

  /** kafkajs's broker as it is now: one that was connected may be another by then. */
  async #coordinatorOf(id: string): Promise<Coordinator> {
    const nodeId = this.#coordinators.get(id);
    if (nodeId !== undefined) return asCoordinator(await this.#cluster.findBroker({ nodeId }));
    const type = id === this.#id ? { coordinatorType: TRANSACTION_COORDINATOR } : {};
    const broker = await this.#cluster.findGroupCoordinator({ groupId: id, ...type });
    this.#coordinators.set(id, asCoordinator(broker).nodeId);
    return asCoordinator(broker);
  }
}

/** What is asked of kafkajs's broker is not in its types. */
function asCoordinator(broker: Broker): Coordinator {
  return broker as unknown as Coordinator;
}
