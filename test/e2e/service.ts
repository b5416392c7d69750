import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

interface LogLine {
  readonly msg: string;
  readonly port?: number;
}

/** One of our services as the process it is, started with nothing but environment variables. */
export class Service {
  readonly lines: LogLine[] = [];
  readonly #child: ChildProcess;
  readonly #exited: Promise<unknown>;
  #stderr = "";

  constructor(name: "ingestor" | "windower", env: Readonly<Record<string, string>>) {
    const main = fileURLToPath(new URL(`../../services/${name}/src/main.ts`, import.meta.url));
    this.#child = spawn(process.execPath, [main], {
      env: { PATH: process.env.PATH, HTTP_PORT: "0", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#exited = once(this.#child, "exit");
    createInterface({ input: this.#child.stdout! }).on("line", line => this.lines.push(JSON.parse(line)));
    this.#child.stderr!.on("data", chunk => {
      this.#stderr += chunk;
    });
  }

  /** Ends it and returns its exit code; null if the signal killed it. */
  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<number | null> {
    this.#child.kill(signal);
    await this.#exited;
    return this.#child.exitCode;
  }

  /** What its HTTP server answers. */
  async get(path: string): Promise<Response> {
    const port = this.lines.find(({ port }) => port !== undefined)?.port;
    if (port === undefined) throw new Error(`no HTTP port yet: ${this.#stderr}`);
    return fetch(`http://127.0.0.1:${port}${path}`);
  }

  /** The value of every sample of a metric, by its labels as they are printed. */
  async metric(name: string): Promise<Map<string, number>> {
    const text = await (await this.get("/metrics")).text();
    const samples = text.matchAll(new RegExp(`^${name}(?:\\{(.*)\\})? (.+)$`, "gm"));
    return new Map([...samples].map(([, labels, value]) => [labels ?? "", Number(value)]));
  }

  /** Rejects when it ends by itself, with what it said last. */
  async endedEarly(): Promise<never> {
    await this.#exited;
    throw new Error(`ended with exit code ${this.#child.exitCode}: ${this.#stderr}`);
  }
}
