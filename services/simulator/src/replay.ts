import { decodePricing, type Pricing } from "@market/wire";
import { Frame } from "./frame.ts";

/** A captured frame, due `at` ms after the replay's start. */
export interface ReplayFrame {
  readonly pricing: Pricing;
  readonly frame: Frame;
  readonly at: number;
}

/** More faults than this say nothing new about a file. */
const FAULTS_MAX = 10;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/**
 * Reads a capture: one JSON object a line, {"frame": base64, "at"?: ms since the start}; other keys are ignored.
 * A line without `at` follows the line before it by `spacingMs`. Throws with what is wrong, by line.
 */
export function parseReplay(text: string, spacingMs: number): readonly ReplayFrame[] {
  const frames: ReplayFrame[] = [];
  const faults: string[] = [];
  let previous = -spacingMs;
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "" || faults.length === FAULTS_MAX) continue;
    const parsed = parseLine(line, previous, spacingMs);
    if (typeof parsed === "string") faults.push(`line ${index + 1}: ${parsed}`);
    else {
      frames.push(parsed);
      previous = parsed.at;
    }
  }
  if (frames.length === 0 && faults.length === 0) faults.push("expected at least one frame, got none");
  if (faults.length > 0) throw new Error(faults.join("; "));
  return frames;
}

function parseLine(line: string, previous: number, spacingMs: number): ReplayFrame | string {
  let value: { frame?: unknown; at?: unknown } | null;
  try {
    value = JSON.parse(line);
  } catch {
    return "expected JSON";
  }
  const base64 = value?.frame;
  if (typeof base64 !== "string" || !BASE64.test(base64)) return 'expected "frame" to be base64';
  const pricing = readPricing(base64);
  if (!pricing?.id) return 'expected "frame" to hold a pricing with an id';
  const at = value?.at ?? previous + spacingMs;
  if (typeof at !== "number" || !(at >= Math.max(0, previous))) {
    return `expected "at" to be at least ${Math.max(0, previous)}, got ${JSON.stringify(at)}`;
  }
  return { pricing, frame: new Frame(base64), at };
}

function readPricing(base64: string): Pricing | undefined {
  try {
    return decodePricing(Buffer.from(base64, "base64"));
  } catch {
    return undefined;
  }
}
