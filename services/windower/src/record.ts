import { DEAD_LETTER_BYTES_MAX, type LogRecord, type OutRecord } from "@market/log";
import type { Features, LateTick } from "@market/windowing";
import {
  encodeFeatures,
  encodeTick,
  type FeaturesFormat,
  type SchemaName,
  type SchemaPrefix,
} from "@market/wire";
import { traceHeader } from "./window-spans.ts";

/** Why a record of the ticks topic is a dead letter. */
export type DeadLetterReason = "undecodable" | "key" | "partition" | "future" | "gap";

/** A key longer than this is no ticker. */
const DEAD_LETTER_KEY_BYTES_MAX = 256;

const CONTENT_TYPES = { json: "application/json", protobuf: "application/x-protobuf" } as const;

const FEATURES_SCHEMA: SchemaName = "market.v1.Features";

/** A prefix stands before Protobuf only. */
export function toFeaturesRecord(
  features: Features,
  format: FeaturesFormat,
  prefix?: SchemaPrefix,
  traceparent?: string,
): OutRecord {
  return {
    key: features.ticker,
    value: encodeFeatures(features, format, prefix),
    timestamp: features.window_end,
    headers: {
      window: features.window,
      "content-type": CONTENT_TYPES[format],
      schema: FEATURES_SCHEMA,
      ...traceHeader(traceparent),
    },
  };
}

/** A late tick as it came, with how late it was and for which windows (in the order of the two lists). */
export function toLateRecord(late: LateTick, prefix?: SchemaPrefix, traceparent?: string): OutRecord {
  const { offset, receivedTime, tick, watermark, windows } = late;
  return {
    key: tick.ticker,
    value: encodeTick(tick, prefix),
    timestamp: receivedTime,
    headers: {
      "late-ms": String(watermark - tick.time),
      window: windows.map(each => each.window).join(","),
      "window-start": windows.map(each => each.window_start).join(","),
      offset: String(offset),
      ...traceHeader(traceparent),
    },
  };
}

/** What could not be decoded or believed, with its reason and where it stood. */
export function toDeadLetter(record: LogRecord, reason: DeadLetterReason, origin: string): OutRecord {
  return {
    key: record.key?.subarray(0, DEAD_LETTER_KEY_BYTES_MAX) ?? null,
    value: record.value?.subarray(0, DEAD_LETTER_BYTES_MAX) ?? null,
    timestamp: record.timestamp,
    headers: { reason, origin, offset: String(record.offset) },
  };
}
