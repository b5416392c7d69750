import type { Kafka } from "kafkajs";
import type { Broker } from "./broker.ts";
import { type Believed, Cluster } from "./cluster.ts";
import type { Network } from "./network.ts";
import type { WindowerProcess } from "./windower-process.ts";

/** Where our readers and producers look for it. */
const createCluster = Symbol("private:Kafka:createCluster");

/** kafkajs's Kafka of one process, as far as we use it: clusters of the model. */
export function createKafka(broker: Broker, network: Network, process: WindowerProcess): Kafka {
  const believed: Believed = new Map();
  const cluster = () => new Cluster(broker, network, process, believed);
  return { [createCluster]: cluster } as unknown as Kafka;
}
