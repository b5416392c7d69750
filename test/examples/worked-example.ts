import type { LogRecord } from "@market/log";
import { decodeTick, encodeTick } from "@market/wire";
import { tableOf } from "./document.ts";

const HOUR_MS = 3_600_000;
/** The hour that the document's times begin with. */
const DOCUMENTED_HOUR = 14;

/** A record of the worked example in docs/ticks.md, with what the document says becomes of it. */
export interface ExampleRecord extends LogRecord {
  readonly becomes: string;
}

/** A window of the worked example: a few of its features, by name. */
export type ExampleWindow = Readonly<Record<string, number | boolean | null>>;

/** The example's records, with its hour moved to the one that begins at `hour` (ms). */
export function exampleRecords(hour: number): ExampleRecord[] {
  return tableOf("offset", "timestamp", "key").map(row => {
    const timestamp = timeOf(row.timestamp!, hour);
    const parts = new Map(
      row["value, or header"]!.split(", ").map(part => part.split(" ") as [string, string]),
    );
    const gapFrom = parts.get("gap-from");
    return {
      offset: Number(row.offset),
      timestamp,
      key: row.key === "" ? null : Buffer.from(row.key!),
      value: parts.has("time") ? tickOf(parts, timestamp, hour) : null,
      headers: gapFrom === undefined ? {} : { "gap-from": String(timeOf(gapFrom, hour)) },
      becomes: row.becomes!,
    };
  });
}

/** The example's windows, as its second table has them. */
export function exampleWindows(hour: number): ExampleWindow[] {
  return tableOf("window_start", "ticks").map(row =>
    Object.fromEntries(
      Object.entries(row).map(([name, text]) => [
        name,
        name === "window_start" ? timeOf(text, hour) : JSON.parse(text),
      ]),
    ),
  );
}

/** The last full hour before `now`: recent enough for the topic to keep, and all over. */
export function hourBefore(now: number): number {
  return Math.floor(now / HOUR_MS - 1) * HOUR_MS;
}

function tickOf(parts: ReadonlyMap<string, string>, receivedTime: number, hour: number): Uint8Array {
  const volume = parts.get("volume");
  return encodeTick({
    ...NOTHING,
    ticker: "AMZN",
    time: timeOf(parts.get("time")!, hour),
    received_time: receivedTime,
    price: Number(parts.get("price")),
    day_volume: volume === undefined ? null : Number(volume),
    snapshot: parts.has("snapshot") ? true : null,
  });
}

/** A tick that has only what it must have. */
const NOTHING = decodeTick(
  Uint8Array.from([0x0a, 1, 0x41, 0x10, 1, 0x18, 1, 0x21, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f]),
)!;

function timeOf(text: string, hour: number): number {
  const found = /^(\d\d):(\d\d):(\d\d(?:\.\d{3})?)$/.exec(text);
  if (found === null) throw new Error(`no time of day: ${text}`);
  const [, hours, minutes, seconds] = found.map(Number) as [number, number, number, number];
  return hour + (hours - DOCUMENTED_HOUR) * HOUR_MS + minutes * 60_000 + Math.round(seconds * 1_000);
}
