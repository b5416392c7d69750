import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { eventually } from "../e2e/eventually.ts";
import { pathOf } from "./document.ts";

const RUN_MS_MAX = 60_000;
/** What an error quotes: enough for a traceback. */
const LINES_QUOTED = 15;

type Env = Readonly<Record<string, string>>;

/** A command that runs until it is interrupted. */
export interface Running {
  /** The lines it has printed, when there are `count` of them or more. */
  untilLines(count: number): Promise<string[]>;
  /** Ends it as Ctrl-C would. */
  interrupt(): Promise<void>;
}

/** Runs a command line from the repository's root to its end, and returns the lines it printed; throws where it fails. */
export async function runCommand(command: string, env: Env): Promise<string[]> {
  const started = new CommandProcess(command, env);
  const limit = setTimeout(() => started.signal("SIGKILL"), RUN_MS_MAX);
  const code = await started.ended;
  clearTimeout(limit);
  if (code !== 0) throw started.failure(code);
  return started.lines;
}

/** Starts a command line that does not end by itself, from the repository's root. */
export function startCommand(command: string, env: Env): Running {
  const started = new CommandProcess(command, env);
  const enough = async (count: number) => (started.lines.length >= count ? [...started.lines] : undefined);
  const early = started.ended.then(code => Promise.reject(started.failure(code)));
  early.catch(() => {});
  return {
    untilLines: async count => {
      const lines = eventually(`${count} lines of ${command}`, () => enough(count), RUN_MS_MAX);
      return await Promise.race([lines, early]);
    },
    interrupt: async () => {
      started.signal("SIGINT");
      await started.ended;
    },
  };
}

class CommandProcess {
  readonly lines: string[] = [];
  /** Its exit code, or the signal that killed it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  readonly #command: string;
  readonly #child: ChildProcess;
  #stderr = "";

  constructor(command: string, env: Env) {
    this.#command = command;
    // A process group of its own, so that a signal reaches all of a pipeline; and no part of one fails unseen.
    const child = spawn("bash", ["-o", "pipefail", "-c", command], {
      cwd: pathOf("."),
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    this.#child = child;
    child.stderr.on("data", chunk => {
      this.#stderr += chunk;
    });
    const printed = createInterface({ input: child.stdout }).on("line", line => this.lines.push(line));
    const read = once(printed, "close");
    this.ended = once(child, "close").then(async ([code, killedBy]) => {
      await read;
      return code ?? killedBy;
    });
  }

  signal(name: NodeJS.Signals): void {
    try {
      process.kill(-this.#child.pid!, name);
    } catch {
      // It has ended by itself.
    }
  }

  failure(end: number | NodeJS.Signals): Error {
    const said = this.#stderr.trimEnd().split("\n").slice(-LINES_QUOTED).join("\n");
    const how = end === "SIGKILL" ? `was killed, after ${RUN_MS_MAX} ms if by us` : `ended with ${end}`;
    return new Error(`${this.#command}\n${how}, after ${this.lines.length} lines:\n${said}`);
  }
}
