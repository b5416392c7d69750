import type { Tick } from "@market/windowing";
import { readerOf, type SchemaPrefix, writerAfter } from "./framing.ts";
import { market } from "./proto.ts";
import { isTicker } from "./ticker.ts";

/** Encodes a tick as the value of a record of the ticks topic, or of the late ticks. */
export function encodeTick(tick: Tick, prefix?: SchemaPrefix): Uint8Array {
  return market.v1.Tick.encode(tick, writerAfter(prefix)).finish();
}

/**
 * Decodes the value of a record of the ticks topic, with a prefix or without; null where it is no tick: not Protobuf, or without a
 * proper ticker, a time above 0 or a finite price above 0. Other producers write this topic too, so nothing is assumed.
 */
export function decodeTick(value: Uint8Array): Tick | null {
  const reader = readerOf(value);
  if (reader === undefined) return null;
  try {
    const tick = market.v1.Tick.decode(reader) as Tick;
    return isTicker(tick.ticker) && tick.time > 0 && tick.price > 0 && tick.price < Number.POSITIVE_INFINITY
      ? tick
      : null;
  } catch {
    return null;
  }
}
