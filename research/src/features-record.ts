import type { LogRecord } from "@market/log";
import type { Features } from "@market/windowing";
import { decodeFeatures } from "@market/wire";
import { inOrder } from "./columns.ts";
import { Refusal } from "./refusal.ts";

const JSON_TYPE = "application/json";
const OPENING_BRACE = 0x7b;

/** The record of a features topic, JSON or Protobuf by its header, with a schema's id before it or without. */
export function toFeatures({ offset, value, headers }: LogRecord): Features {
  try {
    const type = headers["content-type"];
    const isJson = type === undefined ? value?.[0] === OPENING_BRACE : type === JSON_TYPE;
    if (isJson) return decodeFeatures(value!, "json");
    return inOrder(decodeFeatures(value!, "protobuf"));
  } catch (error) {
    throw new Refusal(
      `the record at offset ${offset} is no features record (${(error as Error).message}): is FEATURES_TOPIC right?`,
    );
  }
}
