import { join } from "node:path";
import { Child } from "../child.ts";

/** What a program of this folder says of a case, run by this Node in a process of its own, with a heap of its own. */
export async function runChild<Said>(
  program: string,
  given: object,
  signal: AbortSignal,
  flags: readonly string[] = [],
): Promise<Said> {
  const args = [...flags, join(import.meta.dirname, program), JSON.stringify(given)];
  const child = new Child(`bench/core/${program}`, { file: process.execPath, args });
  try {
    await child.unlessAborted(signal);
    const said = child.lines.at(-1);
    if (said === undefined) throw new Error(`${child.name} said nothing of its case: ${child.lastWords}`);
    return JSON.parse(said);
  } finally {
    await child.stop();
  }
}
