import { encodeBatch, encodeMarker } from "./bytes.ts";
import { Producers } from "./producers.ts";
import { type Author, asBuffers, type Fetched, type Sent } from "./record.ts";

interface Stored {
  readonly offset: number;
  readonly message: Fetched;
  readonly batch: Batch;
}

/** Record batches are kept, and answered, as the bytes they are. */
interface Batch {
  readonly base: number;
  readonly bytes: Buffer;
}

export interface Aborted {
  readonly producerId: number;
  readonly from: number;
  readonly to: number;
}

const NOBODY: Author = { producerId: -1, epoch: -1, sequence: -1 };
/** Version 0 and the type: 0 aborts, 1 commits. */
const MARKER_KEYS = { abort: Buffer.from([0, 0, 0, 0]), commit: Buffer.from([0, 0, 0, 1]) };

/** One partition's log as its leader keeps it. */
export class Partition {
  readonly topic: string;
  readonly partition: number;
  /** The oldest offset there is. */
  start = 0;
  /** The high watermark: the offset of the next record. */
  end = 0;
  records: Stored[] = [];
  /** What retention has deleted; only the oracle looks here. */
  readonly #deleted: Stored[] = [];
  readonly producers = new Producers();
  readonly #aborted: Aborted[] = [];
  #waiting: (() => void)[] = [];

  constructor(topic: string, partition: number) {
    this.topic = topic;
    this.partition = partition;
  }

  /** The last stable offset: up to here no transaction is open. */
  get stable(): number {
    return Math.min(this.end, this.producers.firstOpen);
  }

  /** Appends without a producer id. */
  append(sent: readonly Sent[]): void {
    this.#store(sent, NOBODY, false);
  }

  /** Appends a batch of a transaction. */
  appendOpen(sent: readonly Sent[], author: Author): void {
    this.producers.open(author, sent.length, this.end);
    this.#store(sent, author, true);
  }

  /** Ends the producer's transaction here, with a control record that takes an offset. */
  mark(producerId: number, epoch: number, type: "commit" | "abort"): void {
    const from = this.producers.close(producerId, epoch);
    if (type === "abort" && from !== undefined) this.#aborted.push({ producerId, from, to: this.end });
    const marker: Fetched = {
      offset: String(this.end),
      timestamp: "0",
      key: MARKER_KEYS[type],
      value: Buffer.alloc(6),
      headers: {},
      isControlRecord: true,
      batchContext: { producerId: String(producerId), inTransaction: true },
    };
    const bytes = encodeMarker(this.end, producerId, type);
    this.records.push({ offset: this.end, message: marker, batch: { base: this.end, bytes } });
    this.end++;
    this.#wake();
  }

  /** Whole batches from the one with `offset` on, up to the last stable offset, at least one and about `max` records. */
  read(offset: number, max: number): { bytes: Buffer; aborted: Aborted[] } {
    const { stable, records } = this;
    const from = this.#indexOf(offset);
    const parts: Buffer[] = [];
    let last: Batch | undefined;
    let to = from;
    for (; to < records.length && records[to]!.offset < stable; to++) {
      const { batch } = records[to]!;
      if (batch === last) continue;
      if (to - from >= max) break;
      parts.push(batch.bytes);
      last = batch;
    }
    const end = records[to - 1]?.offset ?? offset;
    return { bytes: Buffer.concat(parts), aborted: this.#abortedIn(offset, end) };
  }

  /** The aborted transactions of a stretch of the log, in the order in which they ended. */
  #abortedIn(from: number, to: number): Aborted[] {
    return this.#aborted.filter(each => each.to >= from && each.from <= to);
  }

  /** Retention: deletes what lies before `offset`. */
  deleteBefore(offset: number): void {
    if (offset <= this.start) return;
    this.start = Math.min(offset, this.end);
    this.#deleted.push(...this.records.splice(0, this.#indexOf(this.start)));
  }

  /** Removes the last record if it is the marker of a commit; its offset stays. */
  dropLastMarker(): boolean {
    if (this.stable < this.end || this.records.at(-1)?.message.key !== MARKER_KEYS.commit) return false;
    this.records.pop();
    return true;
  }

  /** All records that were ever committed: what readers with read_committed saw, or would have. */
  committed(): Fetched[] {
    const { stable } = this;
    return [...this.#deleted, ...this.records].flatMap(({ offset, message }) => {
      const { isControlRecord, batchContext } = message;
      const isAborted = this.#aborted.some(
        ({ producerId, from, to }) =>
          offset >= from && offset <= to && batchContext.producerId === String(producerId),
      );
      return offset >= stable || isControlRecord || isAborted ? [] : [message];
    });
  }

  /** Calls back at the next change, once. */
  onChange(callback: () => void): void {
    this.#waiting.push(callback);
  }

  #indexOf(offset: number): number {
    const { records } = this;
    let low = 0;
    let high = records.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (records[middle]!.offset < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #store(sent: readonly Sent[], { producerId }: Author, inTransaction: boolean): void {
    const batch = { base: this.end, bytes: encodeBatch(this.end, sent, producerId, inTransaction) };
    const batchContext = { producerId: String(producerId), inTransaction };
    for (const { key, value, timestamp, headers } of sent) {
      const message: Fetched = {
        offset: String(this.end),
        timestamp,
        key: key === null ? null : Buffer.from(key as string),
        value,
        headers: asBuffers(headers),
        isControlRecord: false,
        batchContext,
      };
      this.records.push({ offset: this.end++, message, batch });
    }
    this.#wake();
  }

  #wake(): void {
    if (this.#waiting.length === 0) return;
    for (const callback of this.#waiting.splice(0)) callback();
  }
}
