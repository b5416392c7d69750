import type { TopicRecord } from "@market/kafka";
import type { Features } from "@market/windowing";
import { encodeFeatures, type FeaturesFormat, prefixOf } from "@market/wire";

/** One minute of AMZN as a windower publishes it, with what a test wants otherwise. */
export function minute(changes: Partial<Record<keyof Features, unknown>> = {}): Features {
  const record = {
    ticker: "AMZN",
    exchange: "NMS",
    currency: "USD",
    quote_type: 8,
    market_hours: 1,
    window: "1m",
    window_kind: "tumbling",
    window_start: 1_713_277_200_000,
    window_end: 1_713_277_260_000,
    first_time: 1_713_277_201_000,
    last_time: 1_713_277_259_000,
    ticks: 3,
    open: 184.5,
    high: 185,
    low: 184,
    close: 184.25,
    mean: 184.4,
    volume: 300,
    inner_volume: 200,
    std: 0.5,
    vwap: null,
    custom: {},
    first_offset: 0,
    last_offset: 2,
    duplicate_ticks: 0,
    gap: false,
    partial: false,
    definition: "0123456789ab",
  };
  return { ...record, ...changes } as unknown as Features;
}

export interface Written {
  readonly value?: Uint8Array | null;
  readonly contentType?: string;
  readonly partition?: number;
  readonly offset?: number;
  readonly timestamp?: number;
}

/** A record as it is read from the features topic. */
export function record({
  value = null,
  contentType,
  partition = 0,
  offset = 0,
  timestamp = 0,
}: Written): TopicRecord {
  const headers: Record<string, string> = contentType === undefined ? {} : { "content-type": contentType };
  return { partition, offset, timestamp, key: null, value, headers };
}

/** The ways in which windowers write the same record. */
export const WAYS: readonly {
  readonly name: string;
  readonly format: FeaturesFormat;
  readonly contentType?: string;
  readonly schemaId?: number;
}[] = [
  { name: "JSON", format: "json", contentType: "application/json" },
  { name: "JSON without a header", format: "json" },
  { name: "Protobuf", format: "protobuf", contentType: "application/x-protobuf" },
  { name: "Protobuf without a header", format: "protobuf" },
  {
    name: "Protobuf with a schema's id",
    format: "protobuf",
    contentType: "application/x-protobuf",
    schemaId: 7,
  },
  { name: "Protobuf with a schema's id, without a header", format: "protobuf", schemaId: 7 },
];

export function recordOf(features: Features, way = WAYS[0]!): TopicRecord {
  const prefix = way.schemaId === undefined ? undefined : prefixOf(way.schemaId);
  const value = encodeFeatures(features, way.format, prefix);
  return record({ value, ...(way.contentType && { contentType: way.contentType }) });
}

/** JSON as somebody else may write it. */
export function jsonOf(value: unknown): TopicRecord {
  return record({ value: Buffer.from(JSON.stringify(value)), contentType: "application/json" });
}
