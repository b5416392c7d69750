import { createRequire } from "node:module";

// kafkajs's own errors, by which our code goes; they are not in its types.
const require = createRequire(import.meta.url);

export interface KafkaError extends Error {
  readonly type?: string;
  readonly retriable: boolean;
}

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
