import type { LogRecord } from "@market/log";
import { inOrder } from "@market/tables";
import type { Features } from "@market/windowing";
import { decodeFeatures, formatOf } from "@market/wire";
import { Refusal } from "./refusal.ts";

/** The record of a features topic, JSON or Protobuf by its header, with a schema's id before it or without. */
export function toFeatures({ offset, value, headers }: LogRecord): Features {
  try {
    const format = formatOf(value!, headers["content-type"]);
    const features = decodeFeatures(value!, format);
    return format === "json" ? features : inOrder(features);
  } catch (error) {
    throw new Refusal(
      `the record at offset ${offset} is no features record (${(error as Error).message}): is FEATURES_TOPIC right?`,
    );
  }
}
