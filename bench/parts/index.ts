import type { Part } from "../part.ts";
import { corePart } from "./core.ts";
import { decodePart } from "./decode.ts";
import { drainPart } from "./drain.ts";
import { ingestPart } from "./ingest.ts";
import { latencyPart } from "./latency.ts";
import { pagePart } from "./page.ts";
import { recoveryPart } from "./recovery.ts";
import { scalePart } from "./scale.ts";

/** In the order in which they run. */
export const PARTS: readonly Part[] = [
  corePart,
  decodePart,
  ingestPart,
  drainPart,
  latencyPart,
  recoveryPart,
  scalePart,
  pagePart,
];
