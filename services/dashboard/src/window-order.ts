import { parseDuration } from "@market/runtime";
import type { WindowSummary } from "./api.ts";

/** The order in which people look for windows: tumbling, sliding, session, each from short to long. */
export function byKindAndLength(a: WindowSummary, b: WindowSummary): number {
  return rank(a) - rank(b) || lengthOf(a) - lengthOf(b) || (a.window < b.window ? -1 : 1);
}

const KINDS = ["tumbling", "sliding", "session"];

function rank({ kind }: WindowSummary): number {
  const at = KINDS.indexOf(kind);
  return at === -1 ? KINDS.length : at;
}

function lengthOf({ window }: WindowSummary): number {
  return parseDuration(window.replace("session:", "").split("/", 1)[0]!) ?? Number.MAX_VALUE;
}
