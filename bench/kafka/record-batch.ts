import { RecordBatchWriter } from "@market/kafka";

/** No producer: what is sent again may be there twice, and the bench sends nothing again. */
const NOBODY = { producerId: -1n, epoch: -1, sequence: -1 };

/** Writes records, one after the other, into one uncompressed batch, outside any transaction. */
export class BatchWriter {
  readonly #batch = new RecordBatchWriter(0);

  get count(): number {
    return this.#batch.records;
  }

  /** `key` and `value` may be null; times are ms since the epoch. */
  add(time: number, key: Uint8Array | null, value: Uint8Array | null): void {
    this.#batch.add({ timestamp: time, key, value });
  }

  /** The batch's bytes, which are the caller's; the writer begins a new one. */
  take(): Buffer {
    const bytes = Buffer.from(this.#batch.finish(NOBODY));
    this.#batch.clear();
    return bytes;
  }
}
