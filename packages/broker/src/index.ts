export type { Broker, OpenOptions } from "./broker.ts";
export { KafkaProcess } from "./kafka-process.ts";
export type { Guard } from "./kafka-settings.ts";
export { openBroker } from "./open-broker.ts";
export { openRedpanda } from "./redpanda.ts";
export { openRegistry, type Registry } from "./registry.ts";
