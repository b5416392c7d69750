import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { Tick } from "@market/windowing";
import { isTicker, parseFrame } from "@market/wire";
import type { SourceEvent } from "./source.ts";

/** A frame or a tick of a recording. */
export type Recorded = Extract<SourceEvent, { kind: "frame" | "tick" }>;

/**
 * Reads a line of a recording, received no earlier than `previous`: a frame as it was on the wire (the v2 envelope or
 * bare base64), a frame with the time it was received at, {"frame": ..., "received_time": ms}, or a tick with the
 * field names of the ticks topic. Without a received time a line counts as received at its own event time. What cannot be read stays
 * a frame, and is refused where all frames are.
 */
export function parseRecorded(line: string, previous: number): Recorded {
  const object = line.startsWith("{") ? parseObject(line) : undefined;
  if (object !== undefined && typeof object.ticker === "string" && isTicker(object.ticker))
    return toTick(object, object.ticker, previous);
  const frame = typeof object?.frame === "string" ? object.frame : line;
  return { kind: "frame", frame, receivedTime: Math.max(previous, receivedTimeOf(object, frame)) };
}

/** The recording's lines, in order of received time: one that goes back is received when the line before it was. */
export async function* readRecording(file: string): AsyncGenerator<Recorded, void> {
  let previous = 0;
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: 1_000 })) {
    if (line.trim() === "") continue;
    const recorded = parseRecorded(line.trim(), previous);
    previous = recorded.receivedTime;
    yield recorded;
  }
}

function parseObject(line: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function receivedTimeOf(object: Record<string, unknown> | undefined, frame: string): number {
  if (Number.isSafeInteger(object?.received_time)) return Number(object?.received_time);
  const parsed = parseFrame(frame, 0);
  return "tick" in parsed ? parsed.tick.time : 0;
}

/** Only the fields of a tick, and only values of their kind: a recording may come from anywhere. */
function toTick(object: Record<string, unknown>, ticker: string, previous: number): Recorded {
  const { time, price, received_time, snapshot } = object;
  if (!isWhole(time) || time <= 0 || !(Number(price) > 0) || numberOf(price) === null) {
    return { kind: "frame", frame: JSON.stringify(object), receivedTime: previous };
  }
  const receivedTime = Math.max(previous, isWhole(received_time) ? received_time : time);
  const tick: Tick = {
    ticker,
    time,
    received_time: receivedTime,
    price: Number(price),
    day_volume: numberOf(object.day_volume),
    last_size: numberOf(object.last_size),
    bid: numberOf(object.bid),
    bid_size: numberOf(object.bid_size),
    ask: numberOf(object.ask),
    ask_size: numberOf(object.ask_size),
    exchange: textOf(object.exchange),
    currency: textOf(object.currency),
    quote_type: numberOf(object.quote_type),
    market_hours: numberOf(object.market_hours),
    snapshot: typeof snapshot === "boolean" ? snapshot : null,
    source: textOf(object.source),
  };
  return { kind: "tick", receivedTime, tick };
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function numberOf(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
