import type { Broker } from "./broker.ts";
import type { Network } from "./network.ts";
import { Node } from "./node.ts";
import type { WindowerProcess } from "./windower-process.ts";

interface PartitionMetadata {
  readonly partitionId: number;
  readonly leader: number;
  readonly partitionErrorCode: 0;
  readonly replicas: readonly number[];
  readonly isr: readonly number[];
}

/** Who looks for the coordinator of a transactional id is about to shut out its owner. */
const TRANSACTION = 1;

interface CoordinatorQuery {
  readonly groupId: string;
  readonly coordinatorType?: number;
}

/** By group, topic and partition, what a client believes to be committed; kafkajs shares it within one Kafka object. */
export type Believed = Map<string, Record<string, Record<number, string>>>;

/**
 * Stands in for kafkajs's Cluster, one for each consumer, producer and reader: metadata is always there, everything else
 * is a request. Its nodes all are the one broker of the model.
 */
export class Cluster {
  readonly targetTopics = new Set<string>();
  readonly #broker: Broker;
  readonly #network: Network;
  readonly #process: WindowerProcess;
  readonly #believed: Believed;
  readonly #nodes: readonly Node[];
  readonly #metadata: readonly PartitionMetadata[];

  constructor(broker: Broker, network: Network, process: WindowerProcess, believed: Believed) {
    this.#broker = broker;
    this.#network = network;
    this.#process = process;
    this.#believed = believed;
    this.#nodes = Array.from({ length: broker.nodes }, (_, id) => new Node(id, broker, network, process));
    this.#metadata = Array.from({ length: broker.partitions }, (_, partitionId) => ({
      partitionId,
      leader: partitionId % broker.nodes,
      partitionErrorCode: 0,
      replicas: [],
      isr: [],
    }));
  }

  async connect(): Promise<void> {}

  async disconnect(): Promise<void> {}

  isConnected(): boolean {
    return true;
  }

  removeBroker(): void {}

  async refreshMetadata(): Promise<void> {}

  async refreshMetadataIfNecessary(): Promise<void> {}

  async addTargetTopic(topic: string): Promise<void> {
    this.targetTopics.add(topic);
  }

  async addMultipleTargetTopics(topics: readonly string[]): Promise<void> {
    for (const topic of topics) this.targetTopics.add(topic);
  }

  getNodeIds(): number[] {
    return this.#nodes.map(({ nodeId }) => nodeId);
  }

  findTopicPartitionMetadata(_topic: string): readonly PartitionMetadata[] {
    return this.#metadata;
  }

  findLeaderForPartitions(
    _topic: string,
    partitions: readonly (number | string)[],
  ): Record<number, number[]> {
    const byLeader: Record<number, number[]> = {};
    for (const partition of partitions.map(Number)) {
      const leader = partition % this.#nodes.length;
      byLeader[leader] = [...(byLeader[leader] ?? []), partition];
    }
    return byLeader;
  }

  async findBroker({ nodeId }: { nodeId: number | string }): Promise<Node> {
    return this.#nodes[Number(nodeId)]!;
  }

  /** Always the same node: coordinators do not move in the model. */
  async findGroupCoordinator({ groupId, coordinatorType }: CoordinatorQuery): Promise<Node> {
    if (coordinatorType === TRANSACTION) this.#process.makesProducer(Number(groupId.split(".").at(-1)));
    return await this.#network.sendFast(this.#process, "FindCoordinator", () => this.#nodes[0]!);
  }

  async fetchTopicsOffset(
    topics: readonly {
      topic: string;
      partitions: readonly { partition: number }[];
      fromBeginning: boolean;
    }[],
  ): Promise<{ topic: string; partitions: { partition: number; offset: string }[] }[]> {
    return await this.#network.send(this.#process, "ListOffsets", () =>
      topics.map(({ topic, partitions, fromBeginning }) => ({
        topic,
        partitions: partitions.map(({ partition }) => {
          const log = this.#broker.log(topic, partition);
          return { partition, offset: String(fromBeginning ? log.start : log.stable) };
        }),
      })),
    );
  }

  /** kafkajs's number for "earliest" or "latest". */
  defaultOffset({ fromBeginning }: { fromBeginning?: boolean }): number {
    return fromBeginning ? -2 : -1;
  }

  committedOffsets({ groupId }: { groupId: string }): Record<string, Record<number, string>> {
    let offsets = this.#believed.get(groupId);
    if (offsets === undefined) {
      offsets = {};
      this.#believed.set(groupId, offsets);
    }
    return offsets;
  }

  markOffsetAsCommitted(commit: { groupId: string; topic: string; partition: number; offset: string }): void {
    const offsets = this.committedOffsets(commit);
    offsets[commit.topic] ??= {};
    offsets[commit.topic]![commit.partition] = commit.offset;
  }
}
