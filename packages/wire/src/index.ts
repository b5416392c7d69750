export { type Checkpoint, decodeCheckpoint, encodeCheckpoint } from "./checkpoint.ts";
export { shortestDecimal } from "./decimal.ts";
export { decodeFeatures, encodeFeatures, type FeaturesFormat, formatOf } from "./features.ts";
export {
  FRAME_LENGTH_MAX,
  type Oddity,
  type ParsedFrame,
  parseFrame,
  type Rejection,
  type RejectionReason,
} from "./frame.ts";
export { prefixOf, type SchemaPrefix } from "./framing.ts";
export { Interned, type InternedLimits } from "./interned.ts";
export { decodePricing, encodePricing, type Pricing } from "./pricing.ts";
export { readSchema, type SchemaName } from "./schema.ts";
export { decodeTick, encodeTick } from "./tick.ts";
export { TickReader } from "./tick-reader.ts";
export { TickWriter } from "./tick-writer.ts";
export { isTicker } from "./ticker.ts";
