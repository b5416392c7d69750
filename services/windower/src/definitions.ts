import { createHash } from "node:crypto";
import { type Env, parseDuration } from "@market/runtime";
import type { Definition } from "@market/windowing";

/** A tumbling window shorter than this would publish more records than there are ticks. */
const LENGTH_MIN_MS = 1_000;
const LENGTH_MAX_MS = 86_400_000;
const COUNT_MAX = 16;

/** Settings that change what a definition publishes, besides itself. */
export interface Semantics {
  readonly waitMs: number;
  readonly maxFutureMs: number;
}

/** Reads WINDOWS: tumbling windows by their length, a list by commas. */
export function readDefinitions(env: Env, semantics: Semantics): Definition[] {
  const names = env.list("WINDOWS", "1m");
  if (names.length === 0 || names.length > COUNT_MAX) env.fault("WINDOWS", `1 to ${COUNT_MAX} windows`);
  const definitions: Definition[] = [];
  for (const name of names) {
    const lengthMs = readLength(env, name);
    if (lengthMs === undefined) continue;
    if (definitions.some(each => each.lengthMs === lengthMs))
      env.fault("WINDOWS", `every window once (${name} is there twice)`);
    definitions.push({ name, kind: "tumbling", lengthMs, hash: hashOf(lengthMs, semantics) });
  }
  return definitions;
}

function readLength(env: Env, name: string): number | undefined {
  if (name.includes("/") || name.startsWith("session:")) {
    env.fault("WINDOWS", `lengths such as 1m (${name}: sliding and session windows are not there yet)`);
    return undefined;
  }
  const lengthMs = parseDuration(name);
  if (lengthMs === undefined || lengthMs < LENGTH_MIN_MS || lengthMs > LENGTH_MAX_MS) {
    env.fault("WINDOWS", `lengths from 1s to 1d such as 1m or 1m,5m (not ${name})`);
    return undefined;
  }
  return lengthMs;
}

/** Readers compare this to know whether two records were computed by the same rules. */
function hashOf(lengthMs: number, { waitMs, maxFutureMs }: Semantics): string {
  const rules = { version: 1, kind: "tumbling", lengthMs, align: "UTC", waitMs, maxFutureMs };
  return createHash("sha256").update(JSON.stringify(rules)).digest("hex").slice(0, 12);
}
