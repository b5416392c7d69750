import { setTimeout as sleep } from "node:timers/promises";

const CYCLE_MS = 40_000;
/** What the simulator does wrong in each cycle, and what people see it counted as. */
const FAULTS: readonly { readonly atMs: number; readonly path: string; readonly says: string }[] = [
  { atMs: 3_000, path: "repeats", says: "each ticker's last frame again (repeats)" },
  { atMs: 7_000, path: "garbage", says: "32 frames of garbage (rejected)" },
  {
    atMs: 12_000,
    path: "late?ms=20000",
    says: "a tick of 20 s ago for each ticker (late)",
  },
  {
    atMs: 17_000,
    path: "disconnect",
    says: "drops the connection (a gap in the windows it touches)",
  },
];

/** Lets the simulator misbehave until `signal` is aborted; whether it is still there is not found out here. */
export async function misbehave(
  controlUrl: string,
  onEvent: (sentence: string) => void,
  signal: AbortSignal,
): Promise<never> {
  const startedAt = performance.now();
  for (let cycle = 0; ; cycle++) {
    for (const { atMs, path, says } of FAULTS) {
      const waitMs = startedAt + cycle * CYCLE_MS + atMs - performance.now();
      await sleep(Math.max(0, waitMs), undefined, { signal });
      onEvent(`fault: ${says}`);
      await fetch(`${controlUrl}/faults/${path}`, { method: "POST", signal }).catch(() => undefined);
    }
  }
}
