import { encodeTick } from "@market/wire";
import { ticksOf } from "../ticks.ts";

/** What stands between two values in a fetch, beside the key: lengths, and what differs from the batch's first record. */
const RECORD_BYTES = 10;

/** Values of ticks that lie one after another in one buffer, as a fetch brings them: each behind its key. */
export interface Values {
  readonly bytes: Uint8Array;
  readonly from: Uint32Array;
  readonly to: Uint32Array;
}

/** So many values, the tickers in turn. */
export function valuesOf(tickers: number, ticks: number): Values {
  const parts: Uint8Array[] = [];
  const from = new Uint32Array(ticks);
  const to = new Uint32Array(ticks);
  let at = 0;
  let i = 0;
  for (const tick of ticksOf({ tickers, ticks })) {
    const value = encodeTick(tick);
    const before = Buffer.from(tick.ticker.padEnd(tick.ticker.length + RECORD_BYTES));
    parts.push(before, value);
    from[i] = at + before.length;
    to[i] = from[i]! + value.length;
    at = to[i]!;
    i++;
  }
  return { bytes: Buffer.concat(parts), from, to };
}
