import { type ChildProcess, spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { createInterface } from "node:readline";
import type { Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Variables } from "@market/runtime";

/**
 * The shell becomes the service (exec), and a watcher beside it reads pipe 3, ours: the end of the pipe means that this
 * process is gone, in whatever way, and ends the service; a word lets the watcher go.
 */
const LEASH = `( read -r word <&3 || kill $$ ) >/dev/null 2>&1 & exec "$@" 3<&-`;

const LINES_KEPT = 50;
const LINES_QUOTED = 10;
const LOOK_MS = 100;
/** A service cuts its own shutdown off after 8 s. */
const STOP_MS_MAX = 10_000;

export type ServiceName = "simulator" | "ingestor" | "windower" | "dashboard";

/** A service of this repository as the process it is: told everything by its environment. */
export class ServiceProcess {
  readonly name: ServiceName;
  /** Rejects, with the service's last lines, if it ends before it is stopped. */
  readonly failed: Promise<never>;
  readonly #child: ChildProcess;
  readonly #output = new EventEmitter();
  readonly #lines: string[] = [];
  readonly #ended: Promise<unknown>;
  /** Where its HTTP server is, once it is ready. */
  #origin = "";
  #stopping = false;

  /** Its HTTP server is on `port`, by default any that is free. */
  constructor(name: ServiceName, env: Variables, onLine: (line: string) => void, port = 0) {
    this.name = name;
    const http = { HTTP_HOST: "127.0.0.1", HTTP_PORT: String(port) };
    this.#child = spawnLeashed(name, { ...env, ...http, LOG_LEVEL: "info" });
    this.#output.on("line", line => {
      this.#lines.push(line);
      if (this.#lines.length > LINES_KEPT) this.#lines.shift();
      onLine(line);
    });
    for (const input of [this.#child.stdout!, this.#child.stderr!])
      createInterface({ input }).on("line", line => this.#output.emit("line", line));
    const ended = once(this.#child, "close");
    this.#ended = ended.catch(() => undefined);
    this.failed = ended.then(([code, signal]) => {
      if (this.#stopping) return new Promise<never>(() => {});
      const how = signal ?? `exit code ${code}`;
      throw new Error(`the ${name} ended by itself (${how}); its last lines:\n${this.quote()}`);
    });
    // Whoever does not wait for it now may do so later.
    this.failed.catch(() => undefined);
  }

  /** The last lines of its output, indented. */
  quote(): string {
    const lines = this.#lines.length > 0 ? this.#lines.slice(-LINES_QUOTED) : ["(none)"];
    return lines.map(line => `  ${line}`).join("\n");
  }

  /** What `find` makes of the first line of which it makes anything. */
  async find<T>(find: (line: string) => T | undefined, signal: AbortSignal): Promise<T> {
    for (;;) {
      for (const line of this.#lines) {
        const found = find(line);
        if (found !== undefined) return found;
      }
      await Promise.race([once(this.#output, "line", { signal }), this.failed]);
    }
  }

  /** The port of its HTTP server, once that listens. */
  async port(signal: AbortSignal): Promise<number> {
    return this.find(line => {
      const { msg, port } = parseLine(line);
      return String(msg).startsWith("serving /livez") ? Number(port) : undefined;
    }, signal);
  }

  /** Waits until it says that it is ready. */
  async ready(signal: AbortSignal): Promise<void> {
    this.#origin = `http://127.0.0.1:${await this.port(signal)}`;
    for (;;) {
      const { ok } = await Promise.race([fetch(`${this.#origin}/readyz`, { signal }), this.failed]);
      if (ok) return;
      await sleep(LOOK_MS, undefined, { signal });
    }
  }

  async metrics(): Promise<string> {
    const response = await fetch(`${this.#origin}/metrics`);
    return await response.text();
  }

  /** Ends it, and returns when it is gone. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#child.kill("SIGTERM");
    const forced = setTimeout(() => this.#child.kill("SIGKILL"), STOP_MS_MAX);
    await this.#ended;
    clearTimeout(forced);
  }
}

/** A line of a service's log; what is not JSON has no fields. */
export function parseLine(line: string): Record<string, unknown> {
  try {
    return JSON.parse(line);
  } catch {
    return {};
  }
}

/** In a session of its own, so that Ctrl-C reaches this process alone, which ends the services in its own order. */
function spawnLeashed(name: ServiceName, env: Variables): ChildProcess {
  const main = fileURLToPath(new URL(`../../services/${name}/src/main.ts`, import.meta.url));
  // Windows has neither this shell nor these signals.
  if (process.platform === "win32")
    return spawn(process.execPath, [main], { env, stdio: ["ignore", "pipe", "pipe"] });
  const stdio = ["ignore", "pipe", "pipe", "pipe"] as const;
  const command = ["-c", LEASH, "sh", process.execPath, main];
  const child = spawn("/bin/sh", command, { env, detached: true, stdio: [...stdio] });
  const leash = child.stdio[3] as Writable;
  // The watcher may be gone before it is let go.
  leash.on("error", () => {});
  child.on("exit", () => leash.end("done\n"));
  return child;
}
