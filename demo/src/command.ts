/** What was asked for; or a text to print instead, with the exit code that goes with it. */
export type Parsed<T> = { readonly options: T } | { readonly text: string; readonly exitCode: 0 | 2 };

/** npm passes on the Ctrl-C that the terminal has sent to us already, so a second signal counts only after this. */
const IMPATIENT_MS = 1_000;
/** Everything is closed by then; a timer that some library forgot must not keep the prompt away. */
const LINGER_MS = 500;
const PARENT_LOOK_MS = 1_000;

/**
 * Runs a command to its exit code. `main` gets a signal that is aborted on Ctrl-C, SIGTERM, SIGHUP, an error
 * that nobody caught and a reader of our output that went away, and returns when it has let go of everything.
 */
export async function runCommand<T>(
  parsed: Parsed<T>,
  main: (options: T, signal: AbortSignal) => Promise<number>,
): Promise<void> {
  if ("text" in parsed) {
    process[parsed.exitCode === 0 ? "stdout" : "stderr"].write(`${parsed.text}\n`);
    process.exitCode = parsed.exitCode;
    return;
  }
  let uncaught: unknown;
  const signal = interruption(error => {
    uncaught ??= error;
  });
  try {
    process.exitCode = await main(parsed.options, signal);
  } catch (error) {
    if (!isAbort(error)) uncaught ??= error;
  }
  if (uncaught !== undefined) {
    process.stderr.write(`${uncaught instanceof Error ? uncaught.message : uncaught}\n`);
    process.exitCode = 1;
  }
  setTimeout(() => process.exit(), LINGER_MS).unref();
}

function interruption(onUncaught: (error: unknown) => void): AbortSignal {
  const stopping = new AbortController();
  let stoppedAt = Number.POSITIVE_INFINITY;
  const stop = () => {
    // The leashes end what is left, the broker included.
    if (performance.now() - stoppedAt > IMPATIENT_MS) process.exit(130);
    stoppedAt = Math.min(stoppedAt, performance.now());
    stopping.abort();
  };
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, stop);
  process.on("uncaughtException", error => {
    onUncaught(error);
    stopping.abort();
  });
  process.stdout.on("error", () => stopping.abort());
  watchParent(stop);
  return stopping.signal;
}

/** A signal to npm may end no more than the shell between npm and this process. */
function watchParent(stop: () => void): void {
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event === undefined) return;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    stop();
  }, PARENT_LOOK_MS);
  watch.unref();
}

/** What every wait ends with when its signal is aborted. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === "AbortError";
}
