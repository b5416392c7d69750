import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export interface LogLine {
  readonly msg: string;
  /** When it was logged, as ISO 8601. */
  readonly time?: string;
  readonly port?: number;
  readonly partition?: number;
  readonly partitions?: readonly number[];
}

/** One of our services as the process it is, started with nothing but environment variables. */
export class Service {
  readonly lines: LogLine[] = [];
  /** Settles when the process has ended, in whatever way. */
  readonly exited: Promise<unknown>;
  readonly #child: ChildProcess;
  #stderr = "";

  constructor(name: "ingestor" | "windower" | "dashboard", env: Readonly<Record<string, string>>) {
    const main = fileURLToPath(new URL(`../../services/${name}/src/main.ts`, import.meta.url));
    this.#child = spawn(process.execPath, [main], {
      env: { PATH: process.env.PATH, HTTP_PORT: "0", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.exited = once(this.#child, "exit");
    createInterface({ input: this.#child.stdout! }).on("line", line => this.#addLine(line));
    this.#child.stderr!.on("data", chunk => {
      this.#stderr += chunk;
    });
  }

  /** What it said outside its log; where it died of an error, that error. */
  get stderr(): string {
    return this.#stderr;
  }

  /** Null while it runs, and if a signal killed it. */
  get exitCode(): number | null {
    return this.#child.exitCode;
  }

  /** Sends a signal and waits for nothing. */
  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Ends it and returns its exit code; null if the signal killed it. */
  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<number | null> {
    this.#child.kill(signal);
    await this.exited;
    return this.#child.exitCode;
  }

  /** Of its HTTP server, undefined until it serves. */
  get port(): number | undefined {
    return this.lines.find(({ port }) => port !== undefined)?.port;
  }

  /** What its HTTP server answers. */
  async get(path: string): Promise<Response> {
    if (this.port === undefined) throw new Error(`no HTTP port yet: ${this.#stderr}`);
    return fetch(`http://127.0.0.1:${this.port}${path}`);
  }

  /** The value of every sample of a metric, by its labels as they are printed. */
  async metric(name: string): Promise<Map<string, number>> {
    const text = await (await this.get("/metrics")).text();
    const samples = text.matchAll(new RegExp(`^${name}(?:\\{(.*)\\})? (.+)$`, "gm"));
    return new Map([...samples].map(([, labels, value]) => [labels ?? "", Number(value)]));
  }

  /** Rejects when it ends by itself, with what it said last. */
  async endedEarly(): Promise<never> {
    await this.exited;
    throw new Error(`ended with exit code ${this.#child.exitCode}: ${this.#stderr}`);
  }

  /** A process that is killed may leave half a line. */
  #addLine(line: string): void {
    try {
      this.lines.push(JSON.parse(line));
    } catch {
      this.#stderr += `${line}\n`;
    }
  }
}
