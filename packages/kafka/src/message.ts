import type { OutRecord } from "@market/log";
import type { Message } from "kafkajs";

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

function asBuffer(bytes: Uint8Array | string): Buffer {
  if (typeof bytes === "string") return Buffer.from(bytes);
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
