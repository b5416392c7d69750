import { AssignerProtocol } from "kafkajs";
import { type Broker, type FetchedPartition, TOPICS } from "./broker.ts";
import { decodeProduce, encodeAnswer } from "./bytes.ts";
import type { Joined, JoinRequest } from "./member.ts";
import type { Network } from "./network.ts";
import type { FetchRequest, Membership, SyncRequest, Topics, Transactional } from "./requests.ts";
import type { WindowerProcess } from "./windower-process.ts";

const PRODUCE = 0;
const FETCH = 1;
/** The newest that kafkajs knows. */
const FETCH_VERSION = 11;

interface Made {
  readonly request: { readonly apiVersion: number; encode?(): Promise<{ readonly buffer: Buffer }> };
  readonly response: { decode(payload: Buffer): Promise<unknown> };
}

/** Stands in for kafkajs's Broker: one connection's requests, in the shapes that kafkajs decodes answers to. */
export class Node {
  readonly nodeId: number;
  readonly #broker: Broker;
  readonly #network: Network;
  readonly #process: WindowerProcess;
  /** As kafkajs's it goes by `this`, which may be another object that has it for its prototype. */
  readonly fetch: (this: Node, request: FetchRequest) => Promise<unknown>;
  readonly produce: (this: Node) => Promise<unknown>;

  constructor(nodeId: number, broker: Broker, network: Network, process: WindowerProcess) {
    this.nodeId = nodeId;
    this.#broker = broker;
    this.#network = network;
    this.#process = process;
    const real = this;
    this.fetch = function fetch(request) {
      return real.#fetch(this, request);
    };
    this.produce = function produce() {
      return real.#produce(this);
    };
  }

  isConnected(): boolean {
    return true;
  }

  joinGroup(request: JoinRequest): Promise<Joined> {
    return this.#network.sendAndWait<Joined>(this.#process, "JoinGroup", request.rebalanceTimeout, reply =>
      this.#broker.group.join(request, reply),
    );
  }

  async syncGroup({
    generationId,
    memberId,
    groupAssignment,
  }: SyncRequest): Promise<{ memberAssignment: Buffer }> {
    const answer = await this.#network.sendAndWait<{ memberAssignment: Buffer }>(
      this.#process,
      "SyncGroup",
      0,
      reply => this.#broker.group.sync(generationId, memberId, groupAssignment, reply),
    );
    const { MemberAssignment } = AssignerProtocol;
    this.#process.assign(MemberAssignment.decode(answer.memberAssignment)?.assignment[TOPICS.ticks] ?? []);
    return answer;
  }

  heartbeat({ groupGenerationId, memberId }: Membership): Promise<void> {
    return this.#send("Heartbeat", () => this.#broker.group.heartbeat(groupGenerationId, memberId));
  }

  leaveGroup({ memberId }: { memberId: string }): Promise<void> {
    return this.#send("LeaveGroup", () => this.#broker.group.leave(memberId));
  }

  offsetCommit(request: Membership & { topics: Topics<{ partition: number; offset: number | string }> }) {
    return this.#send("OffsetCommit", () => {
      this.#broker.group.check(request.groupGenerationId, request.memberId);
      for (const { partitions } of request.topics)
        for (const { partition, offset } of partitions)
          this.#broker.offsets.commit(partition, Number(offset));
    });
  }

  offsetFetch({ topics }: { topics: Topics<{ partition: number }> }) {
    return this.#send("OffsetFetch", () => ({
      responses: topics.map(({ topic, partitions }) => ({
        topic,
        partitions: partitions.map(({ partition }) => ({
          partition,
          offset: String(this.#broker.offsets.of(partition)),
        })),
      })),
    }));
  }

  /** kafkajs's makes a request and says how its answer is decoded. */
  lookupRequest(_apiKey: number, _versions: object): (options: object) => Made {
    return () => ({ request: { apiVersion: FETCH_VERSION }, response: { decode: async () => undefined } });
  }

  async #fetch(node: Node, { maxWaitTime, topics }: FetchRequest): Promise<unknown> {
    const wanted = topics.flatMap(({ topic, partitions }) =>
      partitions.map(({ partition, fetchOffset }) => ({ topic, partition, offset: Number(fetchOffset) })),
    );
    const name = topics[0]?.topic === TOPICS.ticks ? "Fetch" : `Fetch ${topics[0]?.topic}`;
    const read = await this.#network.sendAndWait<Map<(typeof wanted)[0], FetchedPartition>>(
      this.#process,
      name,
      maxWaitTime,
      reply => this.#broker.fetch(wanted, maxWaitTime, reply),
    );
    const { response } = node.lookupRequest(FETCH, {})({});
    return await response.decode(encodeAnswer(topics[0]!.topic, [...read.values()]));
  }

  initProducerId({
    transactionalId,
    transactionTimeout,
  }: {
    transactionalId: string;
    transactionTimeout: number;
  }) {
    return this.#send("InitProducerId", () =>
      this.#broker.transactions.init(transactionalId, transactionTimeout),
    );
  }

  addPartitionsToTxn(request: Transactional & { topics: Topics<number> }): Promise<void> {
    const { transactionalId, producerId, producerEpoch, topics } = request;
    return this.#send("AddPartitionsToTxn", () =>
      this.#broker.transactions.add(
        transactionalId,
        producerId,
        producerEpoch,
        topics.flatMap(({ topic, partitions }) =>
          partitions.map(each => this.#broker.log(topic, Number(each))),
        ),
      ),
    );
  }

  addOffsetsToTxn({ transactionalId, producerId, producerEpoch }: Transactional): Promise<void> {
    return this.#send("AddOffsetsToTxn", () =>
      this.#broker.transactions.addOffsets(transactionalId, producerId, producerEpoch),
    );
  }

  txnOffsetCommit(request: Transactional & { topics: Topics<{ partition: number; offset: string }> }) {
    const { transactionalId, producerId, producerEpoch, topics } = request;
    const offsets = topics.flatMap(({ partitions }) =>
      partitions.map(({ partition, offset }) => ({ partition, offset: Number(offset) })),
    );
    return this.#send("TxnOffsetCommit", () =>
      this.#broker.transactions.commitOffsets(transactionalId, producerId, producerEpoch, offsets),
    );
  }

  endTxn(request: Transactional & { transactionResult: boolean }): Promise<void> {
    const { transactionalId, producerId, producerEpoch, transactionResult } = request;
    return this.#send("EndTxn", () =>
      this.#broker.transactions.end(
        transactionalId,
        producerId,
        producerEpoch,
        transactionResult ? "commit" : "abort",
      ),
    );
  }

  async #produce(node: Node): Promise<unknown> {
    const { request } = node.lookupRequest(PRODUCE, {})({});
    const { transactionalId, batches } = await decodeProduce((await request.encode!()).buffer);
    return await this.#send("Produce", () => {
      for (const { topic, partition, author, bytes, records } of batches)
        this.#broker.produce(transactionalId, author, topic, partition, records, bytes);
      return { topics: [] };
    });
  }

  #send<T>(name: string, handle: () => T): Promise<T> {
    return this.#network.send(this.#process, name, handle);
  }
}
