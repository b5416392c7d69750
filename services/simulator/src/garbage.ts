import { encodePricing, type Pricing } from "@market/wire";
import { frameText, toBase64, type Version } from "./frame.ts";

/** A frame that Yahoo should not send, but could. */
export interface GarbageFrame {
  readonly name: string;
  /** The whole text, envelope included. */
  readonly frame: string;
}

const EXAMPLE: Pricing = { id: "AMZN", price: 184.61, exchange: "NMS", quote_type: 8, market_hours: 1 };
const MIB = 1024 * 1024;
/** Field 60 as a varint, value 1: a number that no published schema uses. */
const UNKNOWN_FIELD = Uint8Array.of(0xe0, 0x03, 0x01);

/**
 * Everything that was seen or is feared, for a client of the given protocol version. The pricings among them
 * are `like` with one thing wrong, so that they hit a ticker the client knows.
 */
export function garbageFrames(nowMs: number, like: Pricing = EXAMPLE, version: Version = 2): GarbageFrame[] {
  const good = { ...like, time: Math.floor(nowMs / 1_000) * 1_000 };
  return [...brokenTexts(good), ...brokenMessages(good, version), ...brokenPricings(good, nowMs, version)];
}

/** Neither version of the envelope. */
function brokenTexts(good: Pricing): GarbageFrame[] {
  const base64 = toBase64(encodePricing(good));
  return [
    { name: "empty text", frame: "" },
    { name: "JSON cut short", frame: '{"type":"pricing","message":"' },
    { name: "JSON that is no object", frame: "[null]" },
    { name: "envelope without a type", frame: JSON.stringify({ message: base64 }) },
    { name: "envelope of an unknown type", frame: JSON.stringify({ type: "weather", message: base64 }) },
    { name: "envelope of another known type", frame: JSON.stringify({ type: "earnings", message: base64 }) },
    { name: "envelope without a message", frame: JSON.stringify({ type: "pricing" }) },
    { name: "envelope with a number for a message", frame: JSON.stringify({ type: "pricing", message: 1 }) },
  ];
}

/** A good envelope around bytes that are no pricing. */
function brokenMessages(good: Pricing, version: Version): GarbageFrame[] {
  const bytes = encodePricing({ ...good, price_hint: 2 });
  const wrap = (name: string, base64: string) => ({ name, frame: frameText(base64, version) });
  return [
    wrap("message that is not base64", "*** not base64 ***"),
    wrap("empty message", ""),
    wrap("truncated Protobuf", toBase64(bytes.subarray(0, -1))),
    wrap("bytes that are not Protobuf", toBase64(new Uint8Array(16).fill(0xff))),
    wrap("unknown future field", toBase64(Buffer.concat([bytes, UNKNOWN_FIELD]))),
    wrap("1 MiB of message", "A".repeat(MIB)),
  ];
}

/** Good Protobuf that says something absurd, or too little. */
function brokenPricings(good: Pricing, nowMs: number, version: Version): GarbageFrame[] {
  const cases: Record<string, Pricing> = {
    "no id": { ...good, id: null },
    "no price": { ...good, price: null },
    "no time": { ...good, time: null },
    "empty id": { ...good, id: "" },
    "a ticker of 10 kB": { ...good, id: "X".repeat(10_000) },
    "time zero": { ...good, time: 0 },
    "negative time": { ...good, time: -nowMs },
    "time in seconds": { ...good, time: Math.floor(nowMs / 1_000) },
    "time in the year 2100": { ...good, time: Date.UTC(2100, 0, 1) },
    "time an hour ahead": { ...good, time: good.time! + 3_600_000 },
    "price not a number": { ...good, price: Number.NaN },
    "infinite price": { ...good, price: Number.POSITIVE_INFINITY },
    "negative price": { ...good, price: -1 },
    "price zero": { ...good, price: 0 },
    "negative volume": { ...good, day_volume: -1 },
    "unknown quote type": { ...good, quote_type: 4_242 },
    "unknown market hours": { ...good, market_hours: 9 },
    "1 MiB of name": { ...good, short_name: "x".repeat(MIB) },
  };
  return Object.entries(cases).map(([name, pricing]) => ({
    name,
    frame: frameText(toBase64(encodePricing(pricing)), version),
  }));
}
