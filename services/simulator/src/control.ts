import type { Faults } from "./faults.ts";
import type { Stats } from "./stats.ts";

/** What the control may touch. */
export interface Controlled {
  readonly faults: Faults;
  stats(): Stats;
}

export interface Answer {
  readonly status: number;
  readonly body: object;
}

type Parameters = Record<string, number | undefined>;

const FAULTS: ReadonlyMap<string, (faults: Faults, parameters: Parameters) => void> = new Map([
  ["disconnect", (faults: Faults, { code }: Parameters) => faults.disconnect(code)],
  ["stall", (faults: Faults, { ms = 0 }: Parameters) => faults.stall(ms)],
  ["freeze", (faults: Faults, { ms = 0 }: Parameters) => faults.freeze(ms)],
  ["garbage", (faults: Faults) => faults.garbage()],
  ["repeats", (faults: Faults) => faults.repeats()],
  ["late", (faults: Faults, { ms = 0 }: Parameters) => faults.late(ms)],
  ["stale", (faults: Faults, { ms = 0 }: Parameters) => faults.stale(ms)],
]);
const NEED_MS = new Set(["stall", "freeze", "late", "stale"]);

/** GET /stats and POST /faults/<kind>?ms=…&code=…; every answer is a JSON object. */
export function answer(method: string, target: string, simulator: Controlled): Answer {
  const [pathname = "", query = ""] = target.split("?", 2);
  if (pathname === "/stats") {
    return method === "GET" ? { status: 200, body: simulator.stats() } : refuse(405, "expected GET");
  }
  const kind = /^\/faults\/(\w+)$/.exec(pathname)?.[1];
  const fault = kind === undefined ? undefined : FAULTS.get(kind);
  if (kind === undefined || fault === undefined) {
    return refuse(404, `expected GET /stats or POST /faults/{${[...FAULTS.keys()].join(",")}}`);
  }
  if (method !== "POST") return refuse(405, "expected POST");
  const parameters = Object.fromEntries(
    [...new URLSearchParams(query)].map(([name, value]) => [name, Number(value)]),
  );
  const wrong = findFault(kind, parameters);
  if (wrong !== undefined) return refuse(400, wrong);
  fault(simulator.faults, parameters);
  return { status: 200, body: { fault: kind, ...parameters } };
}

function refuse(status: number, error: string): Answer {
  return { status, body: { error } };
}

function findFault(kind: string, { ms, code, ...others }: Parameters): string | undefined {
  const [stranger] = Object.keys(others);
  if (stranger !== undefined) return `${stranger}: expected ms or code`;
  if (NEED_MS.has(kind) !== (ms !== undefined)) {
    return NEED_MS.has(kind) ? "ms: expected milliseconds, got nothing" : `ms: means nothing to ${kind}`;
  }
  if (ms !== undefined && !(Number.isSafeInteger(ms) && ms >= 0)) return "ms: expected whole milliseconds";
  if (code !== undefined && kind !== "disconnect") return `code: means nothing to ${kind}`;
  if (code !== undefined && !isCloseCode(code))
    return "code: expected 1000 to 1014 (not 1004 to 1006) or 3000 to 4999";
  return undefined;
}

/** The codes that may stand in a close frame (RFC 6455, section 7.4); ws throws on any other. */
function isCloseCode(code: number): boolean {
  if (!Number.isInteger(code)) return false;
  return (code >= 1000 && code <= 1014 && !(code >= 1004 && code <= 1006)) || (code >= 3000 && code <= 4999);
}
