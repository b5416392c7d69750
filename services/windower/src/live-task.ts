import type { TaskLog } from "@market/log";
import type { Task } from "./task.ts";

/** A task without a record for this long says nothing of clocks: its ingestor may be gone. */
const KNOWN_MS = 10_000;

/** A task that folds its partition, as metrics look at it. */
export class LiveTask {
  readonly task: Task;
  committedPosition: number;
  readonly #log: Pick<TaskLog, "end">;
  /** The latest record's received time, and when it was seen. */
  #receivedTime: number | undefined;
  #seenAt = Number.NEGATIVE_INFINITY;

  constructor(task: Task, log: Pick<TaskLog, "end">) {
    this.task = task;
    this.committedPosition = task.position;
    this.#log = log;
    this.#receivedTime = task.receivedTime;
  }

  /** To be called after every fold. */
  look(now: number): void {
    const { receivedTime } = this.task;
    if (receivedTime === this.#receivedTime) return;
    this.#receivedTime = receivedTime;
    this.#seenAt = now;
  }

  /** How far the ingestor's clock was ahead of ours when the latest record came, in ms; below 0 where it was not. */
  aheadMs(now: number): number {
    if (this.#receivedTime === undefined || now - this.#seenAt > KNOWN_MS) return 0;
    return this.#receivedTime - this.#seenAt;
  }

  /** Undefined before the log has been looked at. */
  get lag(): number | undefined {
    const { end } = this.#log;
    return end === undefined ? undefined : Math.max(0, end - this.task.position);
  }
}
