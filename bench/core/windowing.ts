import type { Definition, WindowerOptions } from "@market/windowing";

const ALIGN = { zone: "UTC", opensAtMs: 0 };

/** Windows by the name that WINDOWS has for them. */
const DEFINITIONS: Readonly<Record<string, Definition>> = {
  "1m": named({ kind: "tumbling", lengthMs: 60_000, align: ALIGN }, "1m"),
  "10m": named({ kind: "tumbling", lengthMs: 600_000, align: ALIGN }, "10m"),
  "5m/1m": named({ kind: "sliding", lengthMs: 300_000, stepMs: 60_000, align: ALIGN }, "5m/1m"),
  "session:30s": named({ kind: "session", gapMs: 30_000 }, "session:30s"),
};

/** The settings of a windower with WAIT=10s and these windows, with all statistics or none of them. */
export function windowingOf(windows: readonly string[], statistics: "all" | "none"): WindowerOptions {
  return {
    definitions: windows.map(name => DEFINITIONS[name]!),
    waitMs: 10_000,
    maxFutureMs: 60_000,
    statistics: statistics === "all" ? undefined : new Set(),
  };
}

function named<D extends object>(definition: D, name: string) {
  return { ...definition, name, identity: name, hash: name };
}
