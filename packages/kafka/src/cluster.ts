import type { Kafka } from "kafkajs";
import type { FetchAnswer } from "./fetch-answer.ts";

/**
 * The parts of kafkajs's own cluster that are used for what its consumer cannot do; 2.2.4 exactly, which the timer
 * patch makes sure of.
 */
export interface Cluster {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  addTargetTopic(topic: string): Promise<void>;
  refreshMetadata(): Promise<void>;
  findTopicPartitionMetadata(topic: string): { partitionId: number }[];
  findLeaderForPartitions(topic: string, partitions: number[]): Record<string, number[]>;
  getNodeIds(): string[];
  findBroker(query: { nodeId: string }): Promise<Broker>;
  findGroupCoordinator(query: { groupId: string }): Promise<Broker>;
  fetchTopicsOffset(
    topics: {
      topic: string;
      partitions: { partition: number }[];
      fromBeginning: boolean;
      /** In ms, in place of a beginning or an end; answered by -1 where no record is that late. */
      fromTimestamp?: number;
    }[],
  ): Promise<{ partitions: { partition: number; offset: string }[] }[]>;
}

export interface Broker {
  /** What makes a request of the newest version that both sides know. */
  lookupRequest(
    apiKey: number,
    versions: object,
  ): (options: object) => { readonly request: { readonly apiVersion: number }; readonly response: object };
  /** Its answer is what `lookupRequest`'s response makes of it. */
  fetch(request: object): Promise<FetchAnswer>;
  joinGroup(request: object): Promise<{
    generationId: number;
    leaderId: string;
    memberId: string;
    members: { memberId: string; memberMetadata: Buffer }[];
  }>;
  syncGroup(request: object): Promise<{ memberAssignment: Buffer }>;
  heartbeat(request: object): Promise<unknown>;
  leaveGroup(request: object): Promise<unknown>;
  findGroupCoordinator(request: { groupId: string }): Promise<{ coordinator: { nodeId: number } }>;
  describeGroups(request: { groupIds: string[] }): Promise<{ groups: { members: unknown[] }[] }>;
  offsetFetch(request: object): Promise<{ responses: { partitions: { offset: string }[] }[] }>;
}

export const READ_COMMITTED = 1;

export function createCluster(kafka: Kafka): Cluster {
  const create = Object.getOwnPropertySymbols(kafka).find(
    ({ description }) => description === "private:Kafka:createCluster",
  );
  if (create === undefined)
    throw new Error("kafkajs has no private:Kafka:createCluster: is it another version?");
  // The symbol is not in kafkajs's types; what it returns is its own Cluster.
  const factories = kafka as unknown as Record<symbol, (options: object) => Cluster>;
  return factories[create]!({
    metadataMaxAge: 300_000,
    allowAutoTopicCreation: false,
    isolationLevel: READ_COMMITTED,
  });
}
