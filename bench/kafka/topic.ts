import { withAdmin } from "./admin.ts";
import { Connection } from "./connection.ts";
import { type Aborted, type BatchRecord, readBatches } from "./read-batches.ts";
import { FETCH, fetchRequest, PRODUCE, produceRequest } from "./requests.ts";

/** What an answer says of a partition: its number, an error, the first offset, a time. */
const PRODUCED_BYTES = 4 + 2 + 8 + 8;

export interface PartitionRecord extends BatchRecord {
  readonly partition: number;
}

/** A topic whose partitions are written and read without a group, by a connection of its own to each leader. */
export class Topic {
  readonly name: string;
  readonly partitions: number;
  readonly #leaders: readonly Connection[];
  readonly #connections: readonly Connection[];

  private constructor(name: string, leaders: readonly Connection[], connections: readonly Connection[]) {
    this.name = name;
    this.partitions = leaders.length;
    this.#leaders = leaders;
    this.#connections = connections;
  }

  /** Rejects where there is no such topic. */
  static async open(brokers: string, name: string): Promise<Topic> {
    const { nodes, leaderOf } = await withAdmin(brokers, async admin => {
      const [topic] = (await admin.fetchTopicMetadata({ topics: [name] })).topics;
      const cluster = await admin.describeCluster();
      const leaders = topic!.partitions.toSorted((a, b) => a.partitionId - b.partitionId);
      return { nodes: cluster.brokers, leaderOf: leaders.map(({ leader }) => leader) };
    });
    const living = new Set(nodes.map(({ nodeId }) => nodeId));
    const unled = leaderOf.findIndex(leader => !living.has(leader));
    if (unled >= 0) throw new Error(`${name}[${unled}] has no leader`);
    const opened = await Promise.all(nodes.map(each => Connection.open(each.host, each.port)));
    const byNode = new Map(nodes.map(({ nodeId }, i) => [nodeId, opened[i]!]));
    return new Topic(
      name,
      leaderOf.map(leader => byNode.get(leader)!),
      opened,
    );
  }

  /** Appends a batch to each of some partitions; resolves when all replicas have them, and throws what a broker has against one. */
  async append(batches: ReadonlyMap<number, Uint8Array>): Promise<void> {
    const byLeader = Map.groupBy(batches, ([partition]) => this.#leaders[partition]!);
    await Promise.all(
      [...byLeader].map(async ([leader, its]) =>
        this.#checkAppended(await leader.send(PRODUCE, produceRequest(this.name, its))),
      ),
    );
  }

  /**
   * Waits up to `waitMs` for committed records of any partition from the offsets in `next` on, which are moved behind what was
   * visited: `next[partition]` is the offset to read next.
   */
  async fetch(next: number[], waitMs: number, visit: (record: PartitionRecord) => void): Promise<void> {
    await Promise.all(
      this.#connections.map(async connection => {
        const partitions = next.flatMap((_, p) => (this.#leaders[p] === connection ? [p] : []));
        if (partitions.length === 0) return;
        const request = fetchRequest(this.name, partitions, { next, waitMs });
        this.#take(await connection.send(FETCH, [request]), next, visit);
      }),
    );
  }

  close(): void {
    for (const connection of this.#connections) connection.close();
  }

  #checkAppended(answer: Buffer): void {
    let at = 4 + 2 + Buffer.byteLength(this.name);
    const partitions = answer.readInt32BE(at);
    at += 4;
    for (let i = 0; i < partitions; i++, at += PRODUCED_BYTES) {
      const error = answer.readInt16BE(at + 4);
      if (error === 0) continue;
      throw new Error(`${this.name}[${answer.readInt32BE(at)}] was not written: Kafka's error ${error}`);
    }
  }

  #take(answer: Buffer, next: number[], visit: (record: PartitionRecord) => void): void {
    let at = 4 + 4 + 2 + Buffer.byteLength(this.name);
    const partitions = answer.readInt32BE(at);
    at += 4;
    for (let i = 0; i < partitions; i++) {
      const partition = answer.readInt32BE(at);
      const error = answer.readInt16BE(at + 4);
      if (error !== 0) throw new Error(`${this.name}[${partition}] cannot be read: Kafka's error ${error}`);
      at += 4 + 2 + 8 + 8;
      const aborted: Aborted[] = [];
      const transactions = answer.readInt32BE(at);
      at += 4;
      for (let n = 0; n < transactions; n++, at += 16) {
        const firstOffset = Number(answer.readBigInt64BE(at + 8));
        aborted.push({ producerId: answer.readBigInt64BE(at), firstOffset });
      }
      const length = Math.max(0, answer.readInt32BE(at));
      at += 4;
      const records = answer.subarray(at, at + length);
      at += length;
      next[partition] = readBatches(records, next[partition]!, aborted, each =>
        visit({ ...each, partition }),
      );
    }
  }
}
