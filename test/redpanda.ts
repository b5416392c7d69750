import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { openRedpanda } from "@market/broker";

// `npm run test:redpanda`: the tests that `npm test` runs on Apache Kafka where there is no Docker, on the Redpanda image.
// `npm run test:redpanda -- PATH...` runs the files and folders given. Without the image it fails and says what is missing.

const E2E = join(import.meta.dirname, "e2e");

const interruption = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => interruption.abort());

const given = process.argv.slice(2);
process.exitCode = await testOnRedpanda(given.length === 0 ? [E2E] : given, interruption.signal).catch(fail);

/** The exit code of the tests. */
async function testOnRedpanda(paths: readonly string[], interrupted: AbortSignal): Promise<number> {
  const progress = (line: string) => void process.stderr.write(`broker: ${line}\n`);
  const redpanda = await openRedpanda({ env: process.env, progress, signal: interrupted });
  if ("unavailable" in redpanda) throw new Error(notRun(redpanda.unavailable));
  try {
    progress(`${redpanda.name} is ready at ${redpanda.brokers}`);
    const env = { ...process.env, KAFKA_BROKERS: redpanda.brokers };
    const tests = spawn(process.execPath, [join(import.meta.dirname, "run.ts"), ...paths], {
      env,
      stdio: "inherit",
    });
    interrupted.addEventListener("abort", () => tests.kill(), { once: true });
    const [code] = await once(tests, "close");
    return code ?? 1;
  } finally {
    await redpanda.close();
  }
}

function notRun(why: string): string {
  return `The tests on Redpanda were not run: ${why}.
They need a Docker engine that has, or can pull, the images redpandadata/redpanda and testcontainers/ryuk, which removes
what a killed test leaves behind. Without Docker, npm test runs the same tests on Apache Kafka.`;
}

function fail(error: unknown): number {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  return 1;
}
