import { Records } from "@market/log";
import type { Clock } from "@market/runtime";

/** Above either nothing more is fetched: a few fetches' worth. */
const MAX = 50_000;
const BYTES_MAX = 32 * 1_048_576;

/** The records of one partition between the fetch loop, which must never wait, and the task, which may. */
export class Inbox {
  /** The offset behind the last record handed in; undefined until the task has sought. */
  next: number | undefined;
  /** The offset behind the last record of the log, as far as it is known. */
  end: number | undefined;
  readonly #clock: Clock;
  #batches: Records[] = [];
  #count = 0;
  #bytes = 0;
  #closed = false;
  #failure: Error | undefined;
  #wake: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  get isFull(): boolean {
    return this.#count > MAX || this.#bytes > BYTES_MAX;
  }

  reset(offset: number): void {
    this.next = offset;
    this.#failure = undefined;
    this.#batches = [];
    this.#count = 0;
    this.#bytes = 0;
  }

  put(records: Records, next: number): void {
    this.next = next;
    if (records.length === 0) return;
    this.#batches.push(records);
    this.#count += records.length;
    this.#bytes += records.bytes.length;
    this.#wake?.();
  }

  /** What comes next is not what follows: the next take rejects, and until a reset nothing is put. */
  fail(error: Error): void {
    this.next = undefined;
    this.#failure = error;
    this.#wake?.();
  }

  /** From now on takes return null. */
  close(): void {
    this.#closed = true;
    this.#wake?.();
  }

  /** The next batch; empty after `waitMs` without one, null once closed. */
  async take(waitMs: number): Promise<Records | null> {
    if (this.#batches.length === 0 && !this.#closed && !this.#failure) await this.#changed(waitMs);
    if (this.#closed) return null;
    if (this.#failure && this.#batches.length === 0) throw this.#failure;
    const batch = this.#batches.shift() ?? Records.NONE;
    this.#count -= batch.length;
    this.#bytes -= batch.bytes.length;
    return batch;
  }

  async #changed(waitMs: number): Promise<void> {
    await new Promise<void>(resolve => {
      const cancel = this.#clock.after(waitMs, resolve);
      this.#wake = () => {
        cancel();
        resolve();
      };
    });
    this.#wake = undefined;
  }
}
