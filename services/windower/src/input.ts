import type { LogRecord } from "@market/log";
import type { Tick } from "@market/windowing";
import { decodeTick, isTicker } from "@market/wire";
import type { DeadLetterReason } from "./record.ts";

/** What a record of the ticks topic says. */
export type Input =
  | { readonly kind: "tick"; readonly tick: Tick }
  | { readonly kind: "clock" }
  | { readonly kind: "gap"; readonly ticker: string; readonly from: number }
  | { readonly kind: "refused"; readonly reason: DeadLetterReason };

const CLOCK: Input = { kind: "clock" };

/** Reads a record by the contract of the topic: a null value is never a tick, and the key is the ticker. */
export function readInput({ key, value, headers }: LogRecord): Input {
  if (value !== null) return readTick(key, value);
  if (key === null) return CLOCK;
  const header = headers["gap-from"];
  const from = Number(header);
  if (!header || !Number.isSafeInteger(from) || from < 0) return refused("gap");
  const ticker = asText(key);
  return isTicker(ticker) ? { kind: "gap", ticker, from } : refused("gap");
}

function readTick(key: Uint8Array | null, value: Uint8Array): Input {
  const tick = decodeTick(value);
  if (tick === null) return refused("undecodable");
  return key !== null && asText(key) === tick.ticker ? { kind: "tick", tick } : refused("key");
}

function refused(reason: DeadLetterReason): Input {
  return { kind: "refused", reason };
}

function asText(bytes: Uint8Array): string {
  return (Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes)).toString();
}
