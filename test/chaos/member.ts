import { type LogLine, Service } from "../e2e/service.ts";

/** One process of the pair in a run: "w3" is the third windower that was started, "i1" the first ingestor. */
export class Member {
  readonly name: string;
  readonly service: Service;
  readonly isWindower: boolean;
  #isDismissed = false;
  #isPaused = false;
  #hasEnded = false;

  constructor(name: string, role: "ingestor" | "windower", variables: Readonly<Record<string, string>>) {
    this.name = name;
    this.isWindower = role === "windower";
    this.service = new Service(role, variables);
    void this.service.exited.then(() => {
      this.#hasEnded = true;
    });
  }

  /** Neither ended nor paused, and not about to end. */
  get isRunning(): boolean {
    return !this.#isDismissed && !this.#isPaused && !this.#hasEnded;
  }

  /** It ended though nobody wanted it to. */
  get hasFailed(): boolean {
    return this.#hasEnded && !this.#isDismissed;
  }

  /** Why its end was a bad one: it came by itself, or not with 0 though it was asked to end. */
  get badEnd(): string | undefined {
    const { exitCode, stderr } = this.service;
    if (!this.hasFailed && (exitCode ?? 0) === 0) return undefined;
    const why = stderr.trim().split("\n", 1)[0];
    return `${this.name} ${this.hasFailed ? "by itself" : "on SIGTERM"}, exit code ${exitCode}: ${why}`;
  }

  /** The partitions it was given last. */
  get partitions(): readonly number[] {
    return this.service.lines.findLast(isAssignment)?.partitions ?? [];
  }

  async end(signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    this.#isDismissed = true;
    await this.service.stop(signal);
  }

  pause(): void {
    this.#isPaused = true;
    this.service.signal("SIGSTOP");
  }

  goOn(): void {
    this.#isPaused = false;
    this.service.signal("SIGCONT");
  }
}

export function isAssignment({ msg }: LogLine): boolean {
  return msg === "partitions assigned";
}

export function isTaskLive({ msg }: LogLine): boolean {
  return msg === "task live";
}

export function isTaskFailure({ msg }: LogLine): boolean {
  return msg === "task failed, starting again from the log";
}

/** When a line was logged, in ms since the epoch. */
export function timeOf({ time }: LogLine): number {
  return Date.parse(time ?? "");
}
