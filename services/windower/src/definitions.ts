import { createHash } from "node:crypto";
import { type Env, parseDuration } from "@market/runtime";
import type { Align, Definition } from "@market/windowing";

/** A window shorter than this would publish more records than there are ticks. */
const LENGTH_MIN_MS = 1_000;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const COUNT_MAX = 16;
/** Every tick is in this many windows of a sliding definition at most. */
const OVERLAP_MAX = 300;

const SESSION = "session:";

/** Settings that change what a definition publishes, besides itself. */
export interface Semantics {
  readonly waitMs: number;
  readonly maxFutureMs: number;
  /** Names, "all", and what tells one version of the user's own features from another. */
  readonly statistics: "all" | readonly string[];
  readonly custom: readonly string[];
}

/** What a name of WINDOWS means, before it is aligned. */
type Shape =
  | { readonly kind: "tumbling"; readonly lengthMs: number }
  | { readonly kind: "sliding"; readonly lengthMs: number; readonly stepMs: number }
  | { readonly kind: "session"; readonly gapMs: number };

/** Reads WINDOWS, a list by commas of 1m (tumbling), 5m/1m (sliding, length/step) and session:30s (gap). */
export function readDefinitions(env: Env, align: Align, semantics: Semantics): Definition[] {
  const names = env.list("WINDOWS", "1m");
  if (names.length === 0 || names.length > COUNT_MAX) env.fault("WINDOWS", `1 to ${COUNT_MAX} windows`);
  const seen = new Set<string>();
  const definitions: Definition[] = [];
  for (const name of names) {
    const shape = readShape(env, name);
    if (shape === undefined) continue;
    const rules = JSON.stringify(shape);
    if (seen.has(rules)) env.fault("WINDOWS", `every window once (${name} is there twice)`);
    seen.add(rules);
    checkAligned(env, name, shape, align);
    definitions.push(define(name, shape, align, semantics));
  }
  return definitions;
}

function readShape(env: Env, name: string): Shape | undefined {
  if (name.startsWith(SESSION)) {
    const gapMs = parseDuration(name.slice(SESSION.length));
    if (isWithin(gapMs, HOUR_MS)) return { kind: "session", gapMs };
    env.fault("WINDOWS", `session gaps from 1s to 1h such as session:30s (not ${name})`);
    return undefined;
  }
  const [length = "", step, ...rest] = name.split("/");
  const lengthMs = parseDuration(length);
  if (!isWithin(lengthMs, DAY_MS) || rest.length > 0) {
    env.fault("WINDOWS", `lengths from 1s to 1d such as 1m, 5m/1m or session:30s (not ${name})`);
    return undefined;
  }
  if (step === undefined) return { kind: "tumbling", lengthMs };
  const stepMs = parseDuration(step);
  if (isWithin(stepMs, lengthMs) && lengthMs <= OVERLAP_MAX * stepMs) {
    return { kind: "sliding", lengthMs, stepMs };
  }
  env.fault(
    "WINDOWS",
    `steps from 1s to the length, and at most ${OVERLAP_MAX} of them in it, such as 5m/1m (not ${name})`,
  );
  return undefined;
}

function isWithin(ms: number | undefined, maxMs: number): ms is number {
  return ms !== undefined && ms >= LENGTH_MIN_MS && ms <= maxMs;
}

/** Wall clocks show the same readings day by day, so windows that begin at readings must too. */
function checkAligned(env: Env, name: string, shape: Shape, align: Align): void {
  if (shape.kind === "session" || isEpoch(align)) return;
  const { what, ms } =
    shape.kind === "sliding" ? { what: "steps", ms: shape.stepMs } : { what: "lengths", ms: shape.lengthMs };
  if (DAY_MS % ms !== 0)
    env.fault("WINDOWS", `${what} that divide a day, because ALIGN is set (not ${name})`);
}

function define(name: string, shape: Shape, align: Align, semantics: Semantics): Definition {
  if (shape.kind === "session")
    return { name, identity: name, hash: hashOf({ shape, ...semantics }), ...shape };
  const identity = isEpoch(align) ? name : `${name} ${align.zone}@${align.opensAtMs}`;
  return { name, identity, hash: hashOf({ shape, align, ...semantics }), ...shape, align };
}

function isEpoch({ zone, opensAtMs }: Align): boolean {
  return zone === "UTC" && opensAtMs === 0;
}

/** Readers compare this to know whether two records were computed by the same rules, the time-zone data's among them. */
function hashOf(rules: object): string {
  const all = { version: 2, zones: process.versions.tz, ...rules };
  return createHash("sha256").update(JSON.stringify(all)).digest("hex").slice(0, 12);
}
