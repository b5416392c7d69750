import { AssignerProtocol, type Kafka } from "kafkajs";
import { type Broker, type Cluster, createCluster } from "./cluster.ts";
import { type Remedy, remedyFor, typeOf } from "./remedy.ts";
import { stickyAssigner } from "./sticky-assigner.ts";

export interface ShardMemberOptions {
  readonly kafka: Kafka;
  readonly group: string;
  readonly topic: string;
  readonly protocol: string;
  readonly sessionTimeoutMs: number;
  readonly rebalanceTimeoutMs: number;
  /** Partition → since when, asked at every join. */
  readonly held: () => ReadonlyMap<number, number>;
}

/**
 * One member's side of Kafka's group protocol, a request a method, and nothing else: no fetch, no offsets.
 *
 * kafkajs's consumer with every partition paused would do while all is well. But it looks up offsets after each join,
 * and does not beat while a partition's leader is away; where the broker goes away between an expulsion and the join
 * after it, it has no member id and never beats or joins again (2026-11-22: seen for 20 s, without a crash event); and it
 * says neither when an answered heartbeat was sent nor, in time, which generation it joined.
 */
export class ShardMember {
  readonly #options: ShardMemberOptions;
  readonly #cluster: Cluster;
  #coordinator: Broker | undefined;
  #id = "";
  #generation = -1;
  /** Of the last join; empty unless this member leads the group and has to assign. */
  #members: readonly { readonly memberId: string; readonly memberMetadata: Buffer }[] = [];

  constructor(options: ShardMemberOptions) {
    this.#options = options;
    this.#cluster = createCluster(options.kafka);
  }

  /** Empty until the first join and after an expulsion. */
  get id(): string {
    return this.#id;
  }

  /** Of the last join: rises by one with every assignment of the group, and when its last member goes. */
  get generation(): number {
    return this.#generation;
  }

  /** Returns when all other members have joined as well, or were taken for dead. */
  async join(): Promise<void> {
    const { group, topic, protocol, sessionTimeoutMs, rebalanceTimeoutMs } = this.#options;
    const coordinator = await this.#find();
    const { metadata } = this.#assigner().protocol({ topics: [topic] });
    const joined = await coordinator.joinGroup({
      groupId: group,
      memberId: this.#id,
      sessionTimeout: sessionTimeoutMs,
      rebalanceTimeout: rebalanceTimeoutMs,
      groupProtocols: [{ name: protocol, metadata }],
    });
    this.#id = joined.memberId;
    this.#generation = joined.generationId;
    this.#members = joined.leaderId === joined.memberId ? joined.members : [];
  }

  /** Returns this member's partitions. */
  async sync(): Promise<ReadonlySet<number>> {
    const coordinator = await this.#find();
    const { memberAssignment } = await coordinator.syncGroup({
      groupId: this.#options.group,
      generationId: this.#generation,
      memberId: this.#id,
      groupAssignment: await this.#assign(),
    });
    const decoded = AssignerProtocol.MemberAssignment.decode(memberAssignment);
    return new Set(decoded?.assignment[this.#options.topic]);
  }

  async beat(): Promise<void> {
    const coordinator = await this.#find();
    await coordinator.heartbeat({
      groupId: this.#options.group,
      groupGenerationId: this.#generation,
      memberId: this.#id,
    });
  }

  async leave(): Promise<void> {
    if (this.#id === "") return;
    const coordinator = await this.#find();
    await coordinator.leaveGroup({ groupId: this.#options.group, memberId: this.#id });
  }

  async close(): Promise<void> {
    await this.#cluster.disconnect();
  }

  /** Has to be told every error, because some mean that this member is no more. */
  remedy(error: unknown): Remedy {
    if (typeOf(error) === "UNKNOWN_MEMBER_ID") this.#id = "";
    const remedy = remedyFor(error);
    if (remedy !== "rejoin") this.#coordinator = undefined;
    return remedy;
  }

  async #find(): Promise<Broker> {
    if (this.#coordinator !== undefined) return this.#coordinator;
    await this.#cluster.connect();
    await this.#cluster.addTargetTopic(this.#options.topic);
    this.#coordinator = await this.#cluster.findGroupCoordinator({ groupId: this.#options.group });
    return this.#coordinator;
  }

  async #assign(): Promise<object[]> {
    if (this.#members.length === 0) return [];
    await this.#cluster.refreshMetadata();
    return await this.#assigner().assign({ members: [...this.#members], topics: [this.#options.topic] });
  }

  #assigner() {
    return stickyAssigner(this.#options.held)({ cluster: this.#cluster });
  }
}
