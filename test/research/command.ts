import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The file behind `npm run features` or `npm run backfill`. */
export function mainOf(name: "features" | "backfill"): string {
  return fileURLToPath(new URL(`../../research/src/${name}.ts`, import.meta.url));
}

/** Runs it as the process it is, with nothing in its environment but what is given. */
export async function runCommand(
  name: "features" | "backfill",
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [mainOf(name), ...args], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const code = new Promise<number | null>(resolve => child.once("close", resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await code, stdout, stderr };
}
