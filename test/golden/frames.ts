import { readFileSync } from "node:fs";
import type { Pricing } from "@market/wire";

/** A frame Yahoo sent, with the values two independent decoders found in it (floats are the float32 values). */
interface RealFrame {
  readonly frame: string;
  readonly envelope: "v1" | "v2";
  /** The numbers of the fields that are there, in order. */
  readonly fields: readonly number[];
  readonly decoded: Pricing;
}

/** All real frames there are: 54, from 2020 to 2026. */
export const realFrames: readonly RealFrame[] = readFileSync(
  new URL("yahoo-frames.jsonl", import.meta.url),
  "utf8",
)
  .trimEnd()
  .split("\n")
  .map(line => JSON.parse(line));
