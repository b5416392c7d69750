import type { LogRecord, Records } from "@market/log";
import type { Tick } from "@market/windowing";
import { isTicker, TickReader } from "@market/wire";
import type { DeadLetterReason } from "./record.ts";

/** What a record of the ticks topic says. */
export type Input =
  | { readonly kind: "tick"; readonly tick: Tick }
  | { readonly kind: "clock" }
  | { readonly kind: "gap"; readonly ticker: string; readonly from: number }
  | { readonly kind: "refused"; readonly reason: DeadLetterReason };

const CLOCK: Input = { kind: "clock" };

/** Reads records by the contract of the topic: a null value is never a tick, and the key is the ticker. */
export class InputReader {
  readonly #reader = new TickReader();
  readonly #tick: Input = { kind: "tick", tick: this.#reader.tick };

  /** What the record of a row says; a tick is written over by the next one that is read. */
  read(records: Records, row: number): Input {
    const { keyFrom, keyTo, valueFrom, valueTo } = records.columns;
    const from = valueFrom[row]!;
    if (from < 0) return readWithoutValue(records.at(row)!);
    if (!this.#reader.read(records.bytes, from, valueTo[row]!)) return refused("undecodable");
    const key = keyFrom[row]!;
    return key >= 0 && this.#reader.isTicker(records.bytes, key, keyTo[row]!) ? this.#tick : refused("key");
  }
}

function readWithoutValue({ key, headers }: LogRecord): Input {
  if (key === null) return CLOCK;
  const header = headers["gap-from"];
  const from = Number(header);
  if (!header || !Number.isSafeInteger(from) || from < 0) return refused("gap");
  const ticker = asText(key);
  return isTicker(ticker) ? { kind: "gap", ticker, from } : refused("gap");
}

function refused(reason: DeadLetterReason): Input {
  return { kind: "refused", reason };
}

function asText(bytes: Uint8Array): string {
  return (Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes)).toString();
}
