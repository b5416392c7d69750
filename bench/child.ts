import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/**
 * The shell becomes the command, so that its pid is the one we know. Beside it stays a watcher that reads pipe 3, ours: the end of
 * the pipe without a word means that this process is gone, in whatever way, and then the whole group is killed.
 */
const LEASH = `( read -r word <&3 || kill -s KILL -- -$$ ) >/dev/null 2>&1 & exec "$@" 3<&-`;

/** What a command may see of our environment: nothing that configures a service. */
const INHERITED = ["PATH", "HOME", "JAVA_HOME", "LANG", "TMPDIR", "USER"];

const STOP_MS_MAX = 20_000;
const STDERR_MAX = 4_000;

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

type Test = (line: string) => boolean;

/** A process that is measured. It has a process group of its own, and does not outlive this process. POSIX only. */
export class Child {
  readonly name: string;
  readonly lines: string[] = [];
  readonly #child: ChildProcess;
  readonly #exited: Promise<unknown>;
  /** It has ended, and all that it said has been heard. */
  readonly #closed: Promise<unknown>;
  readonly #tests = new Set<(line: string) => void>();
  #stderr = "";

  constructor(name: string, { file, args, env }: Command) {
    this.name = name;
    const inherited = Object.fromEntries(INHERITED.map(key => [key, process.env[key]]));
    this.#child = spawn("/bin/sh", ["-c", LEASH, "sh", file, ...args], {
      env: { ...inherited, ...env },
      stdio: ["ignore", "pipe", "pipe", "pipe"],
      detached: true,
    });
    this.#exited = once(this.#child, "exit").finally(() => this.#letGo());
    this.#closed = once(this.#child, "close");
    for (const each of [this.#exited, this.#closed]) each.catch(() => undefined);
    createInterface({ input: this.#child.stdout! }).on("line", line => this.#hear(line));
    this.#child.stderr!.on("data", chunk => {
      this.#stderr = `${this.#stderr}${chunk}`.slice(-STDERR_MAX);
    });
  }

  get pid(): number {
    return this.#child.pid!;
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** When a line that passes came on stdout, by performance.now(). Rejects when it ends before, or is not in time. */
  async until(what: string, test: Test, limitMs: number, signal: AbortSignal): Promise<number> {
    if (this.lines.some(test)) return performance.now();
    const { promise: heard, resolve } = Promise.withResolvers<number>();
    const hear = (line: string) => test(line) && resolve(performance.now());
    this.#tests.add(hear);
    try {
      return await this.unlessEnded(heard, what, limitMs, signal);
    } finally {
      this.#tests.delete(hear);
    }
  }

  /** Waits for something that this process does; rejects when it ends before, or has not done it in time. */
  async unlessEnded<T>(work: Promise<T>, what: string, limitMs: number, signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    const limit = AbortSignal.any([signal, AbortSignal.timeout(Math.ceil(limitMs))]);
    const late = Promise.withResolvers<never>();
    const onAbort = () =>
      late.reject(
        signal.aborted ? signal.reason : new Error(`${this.name}: not within ${limitMs / 1_000} s: ${what}`),
      );
    limit.addEventListener("abort", onAbort, { once: true });
    try {
      return await Promise.race([work, late.promise, this.#endedEarly(what)]);
    } finally {
      limit.removeEventListener("abort", onAbort);
    }
  }

  /** Its last words, for errors. */
  get lastWords(): string {
    return `${this.lines.slice(-5).join("\n")}\n${this.#stderr}`.trim();
  }

  /** Waits for its own end; rejects where the user wants no more. */
  async unlessAborted(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const { promise: aborted, reject } = Promise.withResolvers<never>();
    const onAbort = () => reject(signal.reason);
    signal.addEventListener("abort", onAbort, { once: true });
    try {
      await Promise.race([this.#closed, aborted]);
    } finally {
      signal.removeEventListener("abort", onAbort);
    }
  }

  kill(signal: NodeJS.Signals): void {
    if (this.isRunning) this.#child.kill(signal);
  }

  /** Ends it, and whatever it has started. */
  async stop(): Promise<void> {
    this.kill("SIGTERM");
    const forced = setTimeout(() => this.#killGroup(), STOP_MS_MAX);
    await this.#exited.catch(() => undefined);
    clearTimeout(forced);
    this.#killGroup();
  }

  async #endedEarly(what: string): Promise<never> {
    await this.#closed;
    throw new Error(`${this.name} ended before: ${what}\n${this.lastWords}`);
  }

  #killGroup(): void {
    try {
      process.kill(-this.pid, "SIGKILL");
    } catch {
      // Nothing of it is left.
    }
  }

  #letGo(): void {
    const leash = this.#child.stdio[3];
    if (leash && "end" in leash) leash.on("error", () => undefined).end("done\n");
  }

  #hear(line: string): void {
    this.lines.push(line);
    for (const test of this.#tests) test(line);
  }
}
