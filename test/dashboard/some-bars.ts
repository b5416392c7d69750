import { columnsOf } from "@market/tables";
import type { Features } from "@market/windowing";

const COLUMNS = columnsOf([]);
export const MINUTE = 60_000;

/** A record of a minute that says what is given, and of all else something that its column may hold. */
export function aRecord(given: Partial<Features> = {}): Features {
  const { window_start = 0 } = given;
  const record: Record<string, unknown> = { custom: {} };
  for (const [at, { name, type }] of COLUMNS.entries()) {
    if (type === "string") record[name] = `${name} x`;
    else if (type === "boolean") record[name] = false;
    else record[name] = type === "double" ? 100 + at / 7 : at;
  }
  const window = { ticker: "AMZN", window: "1m", window_kind: "tumbling" };
  return { ...record, ...window, window_end: window_start + MINUTE, ...given } as Features;
}
