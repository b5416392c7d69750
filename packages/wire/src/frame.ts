import type { Tick } from "@market/windowing";
import { shortestDecimal } from "./decimal.ts";
import { decodePricing, type Pricing } from "./pricing.ts";
import { QuickFrames } from "./quick-frame.ts";
import { isTicker } from "./ticker.ts";

/** Why a frame is not a tick. `harmless` ones are normal traffic: counted, but no dead letter. */
export type RejectionReason =
  | "too_large"
  | "empty"
  | "not_json"
  | "unknown_type"
  | "other_type"
  | "no_message"
  | "not_base64"
  | "not_protobuf"
  | "heartbeat"
  | "no_id"
  | "bad_id"
  | "no_price"
  | "bad_price"
  | "no_time"
  | "bad_time";

/** Something unexpected in a frame that is a good tick all the same: counted, nothing else. */
export type Oddity = "unknown_field" | "unknown_quote_type" | "unknown_market_hours" | "bad_field";

export interface Rejection {
  readonly reason: RejectionReason;
  readonly harmless: boolean;
}

export interface ParsedFrame {
  readonly tick: Tick;
  readonly oddities: readonly Oddity[];
}

/** Real frames have 52 to 200 characters; the longest legal message (all strings full) stays below this. */
export const FRAME_LENGTH_MAX = 64 * 1024;

const HARMLESS_TYPES = new Set<unknown>(["earnings", "polymarket"]);
const HEARTBEAT = 7;
const QUOTE_TYPES = new Set([
  0, 5, 8, 9, 11, 12, 13, 14, 15, 17, 18, 20, 23, 28, 41, 42, 43, 44, 45, 46, 1000,
]);
const MARKET_HOURS_MAX = 4;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const CODE_LENGTH_MAX = 16;
/** 1990-01-01 and 2100-01-01: a time outside is not milliseconds since the epoch of anything traded. */
const TIME_MIN = 631_152_000_000;
const TIME_MAX = 4_102_444_800_000;
const OPTIONAL_FIELDS = [
  "day_volume",
  "last_size",
  "bid",
  "bid_size",
  "ask",
  "ask_size",
  "exchange",
  "currency",
] as const;
const NO_ODDITIES: readonly Oddity[] = [];
const quickFrames = new QuickFrames({
  timeMin: TIME_MIN,
  timeEnd: TIME_MAX,
  quoteTypes: QUOTE_TYPES,
  marketHoursMax: MARKET_HOURS_MAX,
});

/**
 * One text frame of Yahoo's WebSocket to one tick: the v2 envelope or the bare base64 of v1.
 * Pure: `receivedTime` (ms) is only copied. Absent fields stay null; prices lose their float32 noise.
 */
export function parseFrame(frame: string, receivedTime: number): ParsedFrame | Rejection {
  const tick = quickFrames.read(frame, receivedTime);
  return tick === undefined ? parseAnyFrame(frame, receivedTime) : { tick, oddities: NO_ODDITIES };
}

/** The same without a quick way; for tests of that. */
export function parseAnyFrame(frame: string, receivedTime: number): ParsedFrame | Rejection {
  if (frame.length > FRAME_LENGTH_MAX) return reject("too_large");
  if (frame.length === 0) return reject("empty");
  const message = frame.startsWith("{") ? openEnvelope(frame) : frame.trim();
  if (typeof message !== "string") return message;
  if (message.length === 0) return reject("empty");
  if (message.length % 4 !== 0 || !BASE64.test(message)) return reject("not_base64");
  let pricing: Pricing;
  try {
    pricing = decodePricing(Buffer.from(message, "base64"));
  } catch {
    return reject("not_protobuf");
  }
  return checkPricing(pricing) ?? toTick(pricing, receivedTime);
}

function reject(reason: RejectionReason, harmless = false): Rejection {
  return { reason, harmless };
}

function openEnvelope(frame: string): string | Rejection {
  let envelope: { type?: unknown; message?: unknown };
  try {
    envelope = JSON.parse(frame);
  } catch {
    return reject("not_json");
  }
  if (envelope.type !== "pricing") {
    return HARMLESS_TYPES.has(envelope.type) ? reject("other_type", true) : reject("unknown_type");
  }
  return typeof envelope.message === "string" ? envelope.message : reject("no_message");
}

/** The three fields without which a tick means nothing, and the ranges outside which they cannot be meant. */
function checkPricing({ id, price, time, quote_type }: Pricing): Rejection | undefined {
  if (quote_type === HEARTBEAT) return reject("heartbeat", true);
  if (id == null || id === "") return reject("no_id");
  if (!isTicker(id)) return reject("bad_id");
  if (price == null) return reject("no_price");
  if (!(price > 0 && price < Number.POSITIVE_INFINITY)) return reject("bad_price");
  if (time == null) return reject("no_time");
  if (!(time >= TIME_MIN && time < TIME_MAX)) return reject("bad_time");
  return undefined;
}

function toTick(pricing: Pricing, receivedTime: number): ParsedFrame {
  const tick: Tick = {
    ticker: pricing.id!,
    time: pricing.time!,
    received_time: receivedTime,
    price: shortestDecimal(pricing.price!),
    day_volume: count(pricing.day_volume),
    last_size: count(pricing.last_size),
    bid: quote(pricing.bid),
    bid_size: count(pricing.bid_size),
    ask: quote(pricing.ask),
    ask_size: count(pricing.ask_size),
    exchange: code(pricing.exchange),
    currency: code(pricing.currency),
    quote_type: pricing.quote_type ?? null,
    market_hours: pricing.market_hours ?? null,
    snapshot: null,
    source: "yahoo",
  };
  const oddities = findOddities(pricing, tick);
  return { tick, oddities };
}

/** A count is a whole number from 0 to 2^53; anything else is no count. */
function count(value: number | null | undefined): number | null {
  return value != null && value >= 0 && value <= Number.MAX_SAFE_INTEGER ? value : null;
}

/** A quote of 0 means that there is none. */
function quote(value: number | null | undefined): number | null {
  return value != null && value > 0 && value < Number.POSITIVE_INFINITY ? shortestDecimal(value) : null;
}

function code(value: string | null | undefined): string | null {
  return value && value.length <= CODE_LENGTH_MAX ? value : null;
}

function findOddities(pricing: Pricing, tick: Tick): readonly Oddity[] {
  const oddities: Oddity[] = [];
  if (pricing.$unknowns) oddities.push("unknown_field");
  if (tick.quote_type !== null && !QUOTE_TYPES.has(tick.quote_type)) oddities.push("unknown_quote_type");
  const hours = tick.market_hours;
  if (hours !== null && !(hours >= 0 && hours <= MARKET_HOURS_MAX)) oddities.push("unknown_market_hours");
  if (OPTIONAL_FIELDS.some(field => isDropped(pricing[field], tick[field]))) oddities.push("bad_field");
  return oddities.length === 0 ? NO_ODDITIES : oddities;
}

/** 0 and the empty string are ways of sending nothing. */
function isDropped(sent: unknown, kept: unknown): boolean {
  return kept === null && sent != null && sent !== "" && sent !== 0;
}
