import type { LogRecord } from "@market/log";
import { type Column, columnsOf } from "@market/tables";
import type { Features } from "@market/windowing";
import { decodeFeatures, formatOf } from "@market/wire";

/** Ours have 2 kB as JSON, and 30 bytes more for each feature of the user's own. */
const VALUE_BYTES_MAX = 65_536;
/** Of tickers, windows, exchanges, currencies and hashes; the longest in use have 21 characters. */
const TEXT_MAX = 64;
/** The last instant that a Date can hold. */
const TIME_MAX = 8_640_000_000_000_000;
const INT32_MAX = 2 ** 31 - 1;
/** As FEATURE_MODULES names them. */
const CUSTOM_NAME = /^[a-z][a-z0-9_]{0,62}$/;
/** A window closes when its end is past; clocks may differ. What ends later would outlive all that is held. */
const AHEAD_MS_MAX = 86_400_000;

const COLUMNS = columnsOf([]);
const TIMES = new Set(["window_start", "window_end", "first_time", "last_time", "high_time", "low_time"]);
/** Without these there is nothing to draw; records of earlier versions lack others. */
const NEEDED = new Set([
  ...["ticker", "window", "window_kind", "window_start", "window_end"],
  ...["ticks", "open", "high", "low", "close"],
]);

/**
 * Reads records of the features topic, in whatever way they are written. Whoever may write to the topic may write anything, so
 * that nothing of a value is taken for what it should be: fields have their type and a bound, or the record is none. `now`, in
 * ms since the epoch, bounds when its window may end.
 */
export function readChecked({ value, headers }: LogRecord, now: number): Features | undefined {
  if (value === null || value.length > VALUE_BYTES_MAX) return undefined;
  const features = decode(value, headers["content-type"]);
  if (features === undefined || !COLUMNS.every(column => isGood(column, features))) return undefined;
  if (features.window_start > features.window_end || features.window_end > now + AHEAD_MS_MAX)
    return undefined;
  const custom = readCustom(features.custom);
  return custom && Object.assign(features, { custom });
}

function readCustom(given: unknown): Record<string, number | null> | undefined {
  // Without a prototype: "constructor" is a name like others.
  const custom: Record<string, number | null> = Object.create(null);
  if (given === undefined || given === null) return custom;
  if (typeof given !== "object" || Array.isArray(given)) return undefined;
  for (const [name, value] of Object.entries(given)) {
    if (!CUSTOM_NAME.test(name) || (value !== null && !Number.isFinite(value))) return undefined;
    custom[name] = value;
  }
  return custom;
}

function decode(value: Uint8Array, contentType: string | undefined): Features | undefined {
  try {
    const decoded: unknown = decodeFeatures(value, formatOf(value, contentType));
    return typeof decoded === "object" && decoded !== null ? (decoded as Features) : undefined;
  } catch {
    return undefined;
  }
}

function isGood({ name, type, of }: Column, features: Features): boolean {
  const value: unknown = of(features);
  if (value === null) return !NEEDED.has(name);
  switch (type) {
    case "string":
      return typeof value === "string" && value.length <= TEXT_MAX && (value !== "" || !NEEDED.has(name));
    case "boolean":
      return typeof value === "boolean";
    case "double":
      return Number.isFinite(value);
    case "int32":
      return Number.isInteger(value) && Math.abs(value as number) <= INT32_MAX;
    case "int64":
      return Number.isSafeInteger(value) && (!TIMES.has(name) || isTime(value as number));
  }
}

function isTime(value: number): boolean {
  return value >= 0 && value <= TIME_MAX;
}
