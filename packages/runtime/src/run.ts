import { ConfigError } from "./env.ts";

/** A shutdown that takes longer than this is cut off; containers are killed after 10 s. */
const SHUTDOWN_MS = 8_000;
/** Ctrl-C under npm arrives twice within milliseconds, from the terminal and from npm: that is one wish, not two. */
const SAME_WISH_MS = 1_000;

/**
 * Runs a process: `main` gets a signal that is aborted on SIGTERM or SIGINT and returns when it has let go
 * of everything. Exit code 0 after that, 2 for a wrong configuration, 1 for anything else. A second signal,
 * or a shutdown that hangs, ends the process at once.
 */
export async function run(main: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const controller = new AbortController();
  let abortedAt = Number.POSITIVE_INFINITY;
  const stop = () => {
    if (performance.now() - abortedAt > SAME_WISH_MS) process.exit(130);
    if (controller.signal.aborted) return;
    abortedAt = performance.now();
    controller.abort();
    setTimeout(() => process.exit(1), SHUTDOWN_MS).unref();
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  try {
    await main(controller.signal);
    process.exit(0);
  } catch (error) {
    process.stderr.write(explain(error));
    process.exit(error instanceof ConfigError ? 2 : 1);
  }
}

function explain(error: unknown): string {
  if (error instanceof ConfigError)
    return `${error.message}:\n${error.faults.map(each => `  ${each}\n`).join("")}`;
  return `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`;
}
