import protobuf from "protobufjs/minimal.js";
import { yahoo } from "./proto.ts";

/** A message of Yahoo's feed: field names of proto/yahoo/v1/pricing.proto, null or absent where not sent. */
export type Pricing = yahoo.v1.Pricing.$Properties;

/** Encodes a message as Yahoo does, without base64. */
export function encodePricing(pricing: Pricing): Uint8Array {
  return yahoo.v1.Pricing.encode(pricing).finish();
}

/**
 * Decodes a message, keeping the raw bytes of fields we do not know in `$unknowns`.
 * Throws on truncated or malformed bytes; empty input decodes to a message without fields.
 */
export function decodePricing(bytes: Uint8Array): Pricing {
  const reader = protobuf.Reader.create(bytes);
  reader.discardUnknown = false;
  return yahoo.v1.Pricing.decode(reader);
}
