import type { Broker, OpenOptions, Unavailable } from "./broker.ts";
import { KAFKA_VERSION } from "./kafka-jars.ts";
import { KafkaProcess } from "./kafka-process.ts";
import { openRedpanda } from "./redpanda.ts";

/**
 * Opens the first broker to be had: the one KAFKA_BROKERS names, Redpanda on a Docker engine, Apache Kafka on this
 * machine's Java. With none of them it throws an Error with code "NO_BROKER" that says how to get one; a broker that
 * is there but does not come up throws without that code.
 */
export async function openBroker(options: OpenOptions): Promise<Broker> {
  const given = options.env.KAFKA_BROKERS?.trim();
  if (given) return { brokers: given, name: "KAFKA_BROKERS", close: async () => {} };

  const redpanda = await openRedpanda(options);
  if (!("unavailable" in redpanda)) return redpanda;
  options.progress(`${redpanda.unavailable}; using Apache Kafka on this machine's Java instead`);

  const kafka = await KafkaProcess.open(options);
  if (!("unavailable" in kafka)) return kafka;
  throw noBroker(redpanda, kafka);
}

function noBroker(redpanda: Unavailable, kafka: Unavailable): Error {
  const message = `no Kafka broker is to be had on this machine. Tried:
  - KAFKA_BROKERS: not set
  - Redpanda: ${redpanda.unavailable}
  - Apache Kafka: ${kafka.unavailable}
Any one of these gives you one:
  - set KAFKA_BROKERS to the host:port of a running broker, as in KAFKA_BROKERS=localhost:9092
  - start Docker (the Redpanda image is pulled by itself)
  - install Java 17 or newer and Maven (Apache Kafka ${KAFKA_VERSION} is fetched by itself, once)`;
  return Object.assign(new Error(message), { code: "NO_BROKER" });
}
