import { createRequire } from "node:module";
import type { Producer, ProducerConfig } from "kafkajs";

// Everything of kafkajs above its Cluster is the real thing: the producer's transactions and its retries. Only what talks to brokers is replaced. None of it is in kafkajs's types.
const require = createRequire(import.meta.url);

export interface KafkaError extends Error {
  readonly type?: string;
  readonly retriable: boolean;
}

type Inner = { readonly cluster: object; readonly logger: object; readonly retry: object };

export const createProducer: (options: ProducerConfig & Inner) => Producer = require("kafkajs/src/producer");

const { errorCodes } = require("kafkajs/src/protocol/error") as {
  errorCodes: { type: string; message: string }[];
};

const errors = require("kafkajs/src/errors") as Record<
  | "KafkaJSProtocolError"
  | "KafkaJSOffsetOutOfRange"
  | "KafkaJSConnectionClosedError"
  | "KafkaJSRequestTimeoutError",
  new (
    cause: object | string,
    details: object,
  ) => KafkaError
>;

/** An error code in a broker's answer, as kafkajs throws it. */
export function protocolError(type: string): KafkaError {
  return new errors.KafkaJSProtocolError(codeOf(type), {});
}

export function offsetOutOfRange(topic: string, partition: number): KafkaError {
  return new errors.KafkaJSOffsetOutOfRange(codeOf("OFFSET_OUT_OF_RANGE"), { topic, partition });
}

export function connectionClosed(): KafkaError {
  return new errors.KafkaJSConnectionClosedError("Closed connection", { host: "broker", port: 9092 });
}

export function requestTimeout(request: string): KafkaError {
  return new errors.KafkaJSRequestTimeoutError(`Request ${request} timed out`, {});
}

function codeOf(type: string): object {
  const code = errorCodes.find(each => each.type === type);
  if (code === undefined) throw new Error(`kafkajs knows no error ${type}`);
  return code;
}

const silent = () => undefined;

export const silentLogger = {
  namespace: () => silentLogger,
  debug: silent,
  info: silent,
  warn: silent,
  error: silent,
};
