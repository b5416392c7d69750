import { spawn } from "node:child_process";
import { once } from "node:events";
import { globSync, statSync } from "node:fs";
import { availableParallelism, constants } from "node:os";
import { join, relative, resolve } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { openBroker, openRegistry } from "@market/broker";

// `npm test`: every test, against one broker. `npm test -- PATH...` runs the files and folders given, and what begins
// with a dash goes to node's test runner as it is: `npm test -- test/e2e --test-name-pattern=late`.

/** The tests that may talk to a broker are in these folders; a run of others starts none. */
const BROKER_FOLDERS = /^(bench|broker|browser|e2e|examples|kafka|observability|registry)\b/;
/** Those that may talk to a schema registry as well; its address is TEST_REGISTRY_URL, which no service reads. */
const REGISTRY_FOLDERS = /^(examples|registry)\b/;

/** Longer than the longest test, so that one that hangs fails by its name instead of stopping the run for good. */
const TEST_MS_MAX = 600_000;

/** One core for two minutes, and a minute of brokers of its own: begun first, so that they do not run alone at the end. */
const LONGEST = /^(security|simulation)\b/;

const TEST_DIR = import.meta.dirname;

const interruption = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => interruption.abort(signal));

try {
  process.exitCode = await run(process.argv.slice(2), interruption.signal);
} catch (error) {
  if (!interruption.signal.aborted)
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
if (interruption.signal.aborted) process.exitCode = 128 + constants.signals[interruptedBy()];

async function run(args: readonly string[], interrupted: AbortSignal): Promise<number> {
  const flags = args.filter(arg => arg.startsWith("-"));
  const files = testFiles(args.filter(arg => !arg.startsWith("-")));
  if (files.length === 0) throw new Error(`no test files in: ${args.join(" ")}`);
  const needs = (folders: RegExp) => files.some(file => folders.test(relative(TEST_DIR, file)));
  const opened = await openAll(needs(BROKER_FOLDERS), needs(REGISTRY_FOLDERS), interrupted);
  try {
    return await runTests([...flags, ...files], { ...process.env, ...opened.env }, interrupted);
  } finally {
    await opened.close();
  }
}

interface Opened {
  /** Where it is, for the tests. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** What the tests need, opened at once. Where one of two does not open, neither stays. */
async function openAll(needsBroker: boolean, needsRegistry: boolean, signal: AbortSignal): Promise<Opened> {
  const openings: Promise<Opened>[] = [];
  if (needsBroker) openings.push(openTestBroker(signal));
  if (needsRegistry) openings.push(openTestRegistry(signal));
  const settled = await Promise.allSettled(openings);
  const opened = settled.flatMap(each => (each.status === "fulfilled" ? [each.value] : []));
  const close = async () => void (await Promise.all(opened.map(each => each.close())));
  const failure = settled.find(each => each.status === "rejected");
  if (failure === undefined) return { env: Object.assign({}, ...opened.map(({ env }) => env)), close };
  await close();
  throw failure.reason;
}

async function openTestBroker(signal: AbortSignal): Promise<Opened> {
  const progress = (line: string) => void process.stderr.write(`broker: ${line}\n`);
  const broker = await openBroker({ env: process.env, progress, signal });
  return { env: { KAFKA_BROKERS: broker.brokers }, close: () => broker.close() };
}

async function openTestRegistry(signal: AbortSignal): Promise<Opened> {
  const progress = (line: string) => void process.stderr.write(`registry: ${line}\n`);
  const registry = await openRegistry({ env: process.env, progress, signal });
  return { env: { TEST_REGISTRY_URL: registry.url }, close: () => registry.close() };
}

function testFiles(paths: readonly string[]): string[] {
  const given = paths.length === 0 ? [TEST_DIR] : paths.map(path => resolve(path));
  const files = given.flatMap(path => {
    const found = statSync(path).isDirectory() ? globSync("**/*.test.ts", { cwd: path }) : [""];
    return found.map(file => join(path, file));
  });
  const isLongest = (file: string) => LONGEST.test(relative(TEST_DIR, file));
  return files.sort((a, b) => Number(isLongest(b)) - Number(isLongest(a)) || (a < b ? -1 : 1));
}

/** As many files at once as there are cores, and three at least: the tests with a broker wait more than they compute. */
async function runTests(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  interrupted: AbortSignal,
): Promise<number> {
  const concurrency = Math.max(3, availableParallelism());
  const bounds = [`--test-concurrency=${concurrency}`, `--test-timeout=${TEST_MS_MAX}`];
  const runner = spawn(process.execPath, ["--test", "--test-reporter=spec", ...bounds, ...args], {
    env,
    stdio: ["inherit", process.stdout.isTTY ? "inherit" : "pipe", "inherit"],
  });
  // From the terminal it has got the signal already, but a signal sent to this process alone has to be passed on.
  interrupted.addEventListener("abort", () => runner.kill(interruptedBy()), { once: true });
  if (runner.stdout) printCounts(runner.stdout);
  const [code] = await once(runner, "close");
  return code ?? 1;
}

function interruptedBy(): "SIGINT" | "SIGTERM" {
  return interruption.signal.reason;
}

/** Passes the spec reporter's text on, and says its counts ("ℹ tests 3") once more as TAP has them ("# tests 3"). */
function printCounts(output: Readable): void {
  const counts: string[] = [];
  output.pipe(process.stdout, { end: false });
  createInterface({ input: output })
    .on("line", line => {
      const count = /^ℹ (tests|suites|pass|fail|cancelled|skipped|todo) (\d+)$/.exec(line);
      if (count) counts.push(`# ${count[1]} ${count[2]}\n`);
    })
    .on("close", () => process.stdout.write(counts.join("")));
}
