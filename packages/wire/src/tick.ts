import type { Tick } from "@market/windowing";
import { market } from "./proto.ts";
import { isTicker } from "./ticker.ts";

/** Encodes a tick as the value of a record of the ticks topic. */
export function encodeTick(tick: Tick): Uint8Array {
  return market.v1.Tick.encode(tick).finish();
}

/**
 * Decodes the value of a record of the ticks topic; null where it is no tick: not Protobuf, or without a
 * proper ticker, a time above 0 or a finite price above 0. Other producers write this topic too, so nothing is assumed.
 */
export function decodeTick(value: Uint8Array): Tick | null {
  try {
    const tick = market.v1.Tick.decode(value) as Tick;
    return isTicker(tick.ticker) && tick.time > 0 && tick.price > 0 && tick.price < Number.POSITIVE_INFINITY
      ? tick
      : null;
  } catch {
    return null;
  }
}
