import type { LogRecord, OutRecord } from "./record.ts";

/** One topic held in memory: append, read from an offset, wait for more. */
export class MemoryTopic {
  readonly #partitions: LogRecord[][];
  #waiters: (() => void)[] = [];

  constructor(partitions: number) {
    this.#partitions = Array.from({ length: partitions }, () => []);
  }

  append(partition: number, records: readonly OutRecord[]): void {
    const log = this.#partition(partition);
    for (const { key, value, headers, timestamp } of records) {
      log.push({
        offset: log.length,
        timestamp,
        key: typeof key === "string" ? Buffer.from(key) : key,
        value,
        headers: headers ?? {},
      });
    }
    for (const wake of this.#waiters.splice(0)) wake();
  }

  /** The offset behind the last record. */
  end(partition: number): number {
    return this.#partition(partition).length;
  }

  /** At most `max` records from `offset` on. */
  read(partition: number, offset: number, max = Number.POSITIVE_INFINITY): readonly LogRecord[] {
    return this.#partition(partition).slice(offset, offset + max);
  }

  /** Resolves at the next append to any partition, or after `waitMs`. */
  async changed(waitMs: number): Promise<void> {
    await new Promise<void>(resolve => {
      const timer = setTimeout(resolve, waitMs);
      this.#waiters.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  #partition(partition: number): LogRecord[] {
    const log = this.#partitions[partition];
    if (log === undefined) throw new RangeError(`partition ${partition} of ${this.#partitions.length}`);
    return log;
  }
}
