import type { Kafka } from "kafkajs";
import { type Broker, type Cluster, createCluster } from "./cluster.ts";
import { typeOf } from "./remedy.ts";

/** Counts the members of groups, of which it is none. */
export class GroupMembers {
  readonly #cluster: Cluster;
  #isConnected = false;

  constructor(kafka: Kafka) {
    this.#cluster = createCluster(kafka);
  }

  /** How many members a group has, 0 where there is no such group. Rejects with kafkajs's error. */
  async count(groupId: string): Promise<number> {
    try {
      await this.#connect();
      const coordinator = await this.#coordinatorOf(groupId);
      const { groups } = await coordinator.describeGroups({ groupIds: [groupId] });
      return groups[0]?.members.length ?? 0;
    } catch (error) {
      this.#isConnected = false;
      throw toLook(error);
    }
  }

  async close(): Promise<void> {
    await this.#cluster.disconnect();
  }

  async #connect(): Promise<void> {
    if (this.#isConnected) return;
    await this.#cluster.connect();
    await this.#cluster.refreshMetadata();
    this.#isConnected = true;
  }

  /** The cluster's own way to ask drops what a broker says, an ACL that is missing as well. */
  async #coordinatorOf(groupId: string): Promise<Broker> {
    let failure: unknown = new Error("no broker is known");
    for (const nodeId of this.#cluster.getNodeIds()) {
      try {
        const broker = await this.#cluster.findBroker({ nodeId });
        const { coordinator } = await broker.findGroupCoordinator({ groupId });
        return await this.#cluster.findBroker({ nodeId: String(coordinator.nodeId) });
      } catch (error) {
        failure = error;
      }
    }
    throw failure;
  }
}

/** What is said of a group that is refused is what its members need; who only looks needs less. */
function toLook(error: unknown): unknown {
  if (error instanceof Error && typeOf(error) === "GROUP_AUTHORIZATION_FAILED")
    error.message = error.message.replace("needs Read on group", "needs Describe on group");
  return error;
}
