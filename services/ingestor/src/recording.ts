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
    return toTick(object, previous);
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

const NO_TICK: Tick = {
  ticker: "",
  time: 0,
  received_time: 0,
  price: 0,
  day_volume: null,
  last_size: null,
  bid: null,
  bid_size: null,
  ask: null,
  ask_size: null,
  exchange: null,
  currency: null,
  quote_type: null,
  market_hours: null,
  snapshot: null,
  source: null,
};

/** Only the fields of a tick, and only values of their kind: a recording may come from anywhere. */
function toTick(object: Record<string, unknown>, previous: number): Recorded {
  const tick: Record<string, unknown> = { ...NO_TICK };
  for (const field of Object.keys(NO_TICK)) {
    const value = object[field];
    const isText = ["ticker", "exchange", "currency", "source"].includes(field);
    if (typeof value === (isText ? "string" : field === "snapshot" ? "boolean" : "number"))
      tick[field] = value;
  }
  const { time, price, received_time } = tick as unknown as Tick;
  if (!Number.isSafeInteger(time) || time <= 0 || !(price > 0) || !Number.isFinite(price)) {
    return { kind: "frame", frame: JSON.stringify(object), receivedTime: previous };
  }
  const receivedTime = Math.max(previous, Number.isSafeInteger(received_time) ? received_time : time);
  return {
    kind: "tick",
    receivedTime,
    tick: { ...(tick as unknown as Tick), received_time: receivedTime },
  };
}
