import type { Align, Session, Sliding, Tumbling } from "./record.ts";

const UTC: Align = { zone: "UTC", opensAtMs: 0 };

export function tumbling(name: string, lengthMs: number, align = UTC): Tumbling {
  return { kind: "tumbling", ...common(name, align), lengthMs, align };
}

export function sliding(name: string, lengthMs: number, stepMs: number, align = UTC): Sliding {
  return { kind: "sliding", ...common(name, align), lengthMs, stepMs, align };
}

export function session(name: string, gapMs: number): Session {
  return { kind: "session", ...common(name, UTC), gapMs };
}

function common(name: string, { zone, opensAtMs }: Align) {
  const identity = zone === "UTC" && opensAtMs === 0 ? name : `${name} ${zone}@${opensAtMs}`;
  return { name, identity, hash: `hash of ${name}` };
}
