import type { Features } from "@market/windowing";
import { readerOf, type SchemaPrefix, writerAfter } from "./framing.ts";
import { market } from "./proto.ts";

/** How feature records are written: JSON for people and scripts, Protobuf for everything else. */
export type FeaturesFormat = "json" | "protobuf";

/**
 * Encodes a features record. JSON holds every key, null where undefined, and never has a prefix; Protobuf leaves out what
 * is undefined.
 */
export function encodeFeatures(
  features: Features,
  format: FeaturesFormat,
  prefix?: SchemaPrefix,
): Uint8Array {
  return format === "json"
    ? Buffer.from(JSON.stringify(features))
    : market.v1.Features.encode(toMessage(features), writerAfter(prefix)).finish();
}

/** A map has no nulls: what a user's own feature left undefined is not in it. */
function toMessage(features: Features): market.v1.Features.$Properties {
  const custom: Record<string, number> = {};
  let isWhole = true;
  for (const [name, value] of Object.entries(features.custom)) {
    if (value === null) isWhole = false;
    else custom[name] = value;
  }
  // Not a copy of all fields for each record: nulls among the user's own features are the exception.
  return isWhole ? (features as market.v1.Features.$Properties) : { ...features, custom };
}

const OPENING_BRACE = 0x7b;

/** How a record's value is written, by its content-type header; without one, JSON is what begins with a brace. */
export function formatOf(value: Uint8Array, contentType: string | undefined): FeaturesFormat {
  const isJson = contentType === undefined ? value[0] === OPENING_BRACE : contentType === "application/json";
  return isJson ? "json" : "protobuf";
}

/**
 * Decodes a features record, with a prefix or without; undefined features are null. Throws where the bytes cannot be
 * decoded.
 */
export function decodeFeatures(value: Uint8Array, format: FeaturesFormat): Features {
  if (format === "json") return JSON.parse(Buffer.from(value).toString());
  const reader = readerOf(value);
  if (reader === undefined) throw new Error("no market.v1.Features behind the schema's id");
  return market.v1.Features.decode(reader) as Features;
}
