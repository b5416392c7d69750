import type { Features } from "@market/windowing";
import { market } from "./proto.ts";

/** How feature records are written: JSON for people and scripts, Protobuf for everything else. */
export type FeaturesFormat = "json" | "protobuf";

/** Encodes a features record. JSON holds every key, null where undefined; Protobuf leaves those out. */
export function encodeFeatures(features: Features, format: FeaturesFormat): Uint8Array {
  return format === "json"
    ? Buffer.from(JSON.stringify(features))
    : market.v1.Features.encode(features).finish();
}

/** Decodes a features record; undefined features are null. Throws where the bytes cannot be decoded. */
export function decodeFeatures(value: Uint8Array, format: FeaturesFormat): Features {
  return format === "json"
    ? JSON.parse(Buffer.from(value).toString())
    : (market.v1.Features.decode(value) as Features);
}
