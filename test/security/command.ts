import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { Variables } from "./secured-pair.ts";

const MAINS = {
  windower: "../../services/windower/src/main.ts",
  topics: "../../services/topics/src/main.ts",
  watchlist: "../../services/ingestor/src/watchlist/main.ts",
} as const;

export interface Ended {
  /** Null if it had to be killed. */
  readonly code: number | null;
  /** Both of its outputs. */
  readonly said: string;
}

/** Longer than a command waits for a broker. */
const LIMIT_MS = 30_000;

/** Runs a command to its end; a service too, where it is expected to end by itself. */
export async function runCommand(
  name: keyof typeof MAINS,
  env: Variables,
  args: readonly string[] = [],
): Promise<Ended> {
  const main = fileURLToPath(new URL(MAINS[name], import.meta.url));
  const child = spawn(process.execPath, [main, ...args], {
    env: { PATH: process.env.PATH, HTTP_PORT: "0", ...env },
    timeout: LIMIT_MS,
    killSignal: "SIGKILL",
  });
  const closed = once(child, "close");
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  await closed;
  return { code: child.exitCode, said: `${stdout}${stderr}` };
}
