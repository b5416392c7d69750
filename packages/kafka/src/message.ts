import type { Headers, LogRecord, OutRecord } from "@market/log";
import type { IHeaders, KafkaMessage, Message } from "kafkajs";

/** One of our records as kafkajs sends it. */
export function toMessage({ key, value, headers, timestamp }: OutRecord, partition: number): Message {
  return {
    partition,
    key: key === null ? null : asBuffer(key),
    value: value === null ? null : asBuffer(value),
    timestamp: String(timestamp),
    ...(headers ? { headers: { ...headers } } : {}),
  };
}

/** A record as kafkajs reads it. */
export function fromMessage({ offset, timestamp, key, value, headers }: KafkaMessage): LogRecord {
  return { offset: Number(offset), timestamp: Number(timestamp), key, value, headers: readHeaders(headers) };
}

const NO_HEADERS: Headers = {};

function readHeaders(headers: IHeaders | undefined): Headers {
  if (headers === undefined) return NO_HEADERS;
  let found: Record<string, string> | undefined;
  for (const name in headers) {
    const value = headers[name];
    if (value === undefined) continue;
    found ??= {};
    found[name] = String(Array.isArray(value) ? value[0] : value);
  }
  return found ?? NO_HEADERS;
}

function asBuffer(bytes: Uint8Array | string): Buffer {
  if (typeof bytes === "string") return Buffer.from(bytes);
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
