// Requests as kafkajs hands them to its Broker.

export type Transactional = { transactionalId: string; producerId: number; producerEpoch: number };
export type Topics<T> = readonly { topic: string; partitions: readonly T[] }[];
export type FetchRequest = {
  maxWaitTime: number;
  topics: Topics<{ partition: number; fetchOffset: string }>;
};
export type SyncRequest = {
  generationId: number;
  memberId: string;
  groupAssignment: readonly { memberId: string; memberAssignment: Buffer }[];
};
export type Membership = { groupGenerationId: number; memberId: string };
