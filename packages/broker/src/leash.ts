import { type ChildProcess, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";

/**
 * The shell becomes the command (exec), so that the command's pid is the one Node knows. Beside it stays a watcher that
 * reads pipe 3, ours: a word lets it go, the end of the pipe means that this process is gone, in whatever way, and then
 * the command is killed and its directory removed ($0). The pause lets the kernel finish the kill before the files go.
 * The pipe is not stdin because Node closes that by itself when a child exits, before a word can be written.
 */
const LEASH = `( read -r word <&3 || { kill -9 $$; sleep 1; rm -rf "$0"; } ) >/dev/null 2>&1 &
exec "$@" 3<&-`;

/** A child process that cannot outlive this one. */
export interface Leashed {
  readonly pid: number | undefined;
  /** Null unless the output is a pipe. */
  readonly output: Readable | null;
  /** Settles when the command has ended, and never rejects. */
  readonly ended: Promise<Ending>;
  /** The same, once it has ended. */
  readonly ending: Ending | undefined;
  kill(signal: NodeJS.Signals): void;
}

interface Ending {
  /** Null if it was killed or could not be started; 127 is the shell's word for "no such command". */
  readonly code: number | null;
  /** "exit code 1", "SIGKILL". */
  readonly how: string;
}

interface LeashOptions {
  /** The command's working directory, and its own: it is removed if this process dies before the command does. */
  readonly dir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** A file descriptor that takes the command's stdout and stderr. */
  readonly output: number | "pipe";
}

/**
 * Starts a command in a session of its own: Ctrl-C in the terminal reaches this process alone, which can then shut down
 * in its own order, while what it shuts down still has its broker. POSIX shells only.
 */
export function spawnLeashed(command: readonly string[], options: LeashOptions): Leashed {
  const child = spawn("sh", ["-c", LEASH, options.dir, ...command], {
    cwd: options.dir,
    env: options.env,
    detached: true,
    stdio: ["ignore", options.output, options.output, "pipe"],
  });
  const leash = child.stdio[3] as Writable;
  // The watcher may be gone before it is let go.
  leash.on("error", () => {});
  child.on("exit", () => leash.end("done\n"));
  let ending: Ending | undefined;
  const ended = endOf(child).then(end => (ending = end));
  return {
    pid: child.pid,
    output: child.stdout,
    ended,
    get ending() {
      return ending;
    },
    kill: signal => void child.kill(signal),
  };
}

/** The event is "close" and not "exit": then the output has been read to its end as well. */
function endOf(child: ChildProcess): Promise<Ending> {
  return new Promise(resolve => {
    child.on("error", error => resolve({ code: null, how: error.message }));
    child.on("close", (code, signal) => resolve({ code, how: signal ?? `exit code ${code}` }));
  });
}
