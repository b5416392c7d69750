import type { Kafka, Producer, ProducerConfig } from "kafkajs";
import type { Broker } from "./broker.ts";
import { type Believed, Cluster } from "./cluster.ts";
import { createProducer, silentLogger } from "./kafkajs.ts";
import type { Network } from "./network.ts";
import type { WindowerProcess } from "./windower-process.ts";

/** As client.ts configures it. */
const RETRY = { initialRetryTime: 100, maxRetryTime: 2_000 };

/** Where PartitionReader looks for it. */
const createCluster = Symbol("private:Kafka:createCluster");

/** kafkajs's Kafka of one process: real producers on clusters of the model. */
export function createKafka(broker: Broker, network: Network, process: WindowerProcess): Kafka {
  const believed: Believed = new Map();
  const cluster = () => new Cluster(broker, network, process, believed);
  const kafka = {
    producer: (options: ProducerConfig): Producer => {
      process.makesProducer(Number(options.transactionalId?.split(".").at(-1)));
      return createProducer({
        ...options,
        retry: { ...RETRY, ...options.retry },
        cluster: cluster(),
        logger: silentLogger,
      });
    },
    [createCluster]: cluster,
  };
  return kafka as unknown as Kafka;
}
