import { writeFile } from "node:fs/promises";
import { constants, cpus, totalmem } from "node:os";
import { type Broker, openBroker } from "@market/broker";
import { BadArguments, parseArguments, USAGE } from "./arguments.ts";
import type { Bench, Result } from "./part.ts";
import { PARTS } from "./parts/index.ts";
import { Progress } from "./progress.ts";
import { table } from "./table.ts";

// npm run bench: docs in USAGE. Progress goes to standard error, the table to standard output.

const EXIT_MS = 1_000;

const interruption = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => interruption.abort(signal));
process.exitCode = await main(process.argv.slice(2));
// A socket that a failure has left open must not keep it.
setTimeout(() => process.exit(), EXIT_MS).unref();

async function main(args: readonly string[]): Promise<number> {
  try {
    const options = parseArguments(args, PARTS);
    if (options === "help") process.stdout.write(USAGE(PARTS));
    else return await run(options);
    return 0;
  } catch (error) {
    if (!(error instanceof BadArguments)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
}

/** Runs the parts in order. What was measured before one failed, or before Ctrl-C, is printed all the same. */
async function run(options: Exclude<ReturnType<typeof parseArguments>, "help">): Promise<number> {
  const progress = new Progress();
  const show = (text: string) => progress.show(text);
  const { signal } = interruption;
  const results: Result[] = [];
  let broker: Promise<Broker> | undefined;
  const open = () => (broker ??= openBroker({ env: process.env, progress: show, signal }));
  const bench: Bench = { ...options, progress: show, signal, broker: async () => (await open()).brokers };
  let exitCode = 0;
  try {
    for (const part of options.parts) {
      show(`${part.name}: ${part.what}`);
      results.push(...(await part.run(bench)));
    }
  } catch (error) {
    progress.clear();
    exitCode = signal.aborted ? 128 + constants.signals[signal.reason as "SIGINT" | "SIGTERM"] : 1;
    if (!signal.aborted) process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  }
  const opened = await broker?.catch(() => undefined);
  await opened?.close();
  progress.clear();
  await report(results, options.json, opened?.name);
  return exitCode;
}

async function report(
  results: readonly Result[],
  file: string | undefined,
  broker: string | undefined,
): Promise<void> {
  const [{ model } = { model: "unknown" }] = cpus();
  const machine = `${cpus().length} x ${model}, ${Math.round(totalmem() / 2 ** 30)} GiB`;
  const about = { time: new Date().toISOString(), machine, node: process.versions.node, broker };
  process.stdout.write(`${about.time}, ${machine}, Node ${about.node}${broker ? `, ${broker}` : ""}\n\n`);
  process.stdout.write(table(results));
  if (file !== undefined) await writeFile(file, `${JSON.stringify({ ...about, results }, null, 2)}\n`);
}
