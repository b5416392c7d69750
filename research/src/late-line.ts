import type { LateTick, Tick } from "@market/windowing";

/** The fields of a tick, in the order of its record. */
const FIELDS = [
  "ticker",
  "time",
  "received_time",
  "price",
  "day_volume",
  "last_size",
  "bid",
  "bid_size",
  "ask",
  "ask_size",
  "exchange",
  "currency",
  "quote_type",
  "market_hours",
  "snapshot",
  "source",
] as const satisfies readonly (keyof Tick)[];

/** A late tick as a line of JSON, with how late it was and the windows that it missed. */
export function lateLine({ tick, watermark, windows }: LateTick): string {
  const fields = FIELDS.map(name => [name, tick[name] ?? null]);
  return `${JSON.stringify({ ...Object.fromEntries(fields), late_ms: watermark - tick.time, windows })}\n`;
}
