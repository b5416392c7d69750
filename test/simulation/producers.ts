import { protocolError } from "./kafkajs.ts";
import type { Author } from "./record.ts";

interface ProducerState {
  epoch: number;
  /** The last five batches, as a broker keeps them. */
  batches: { first: number; last: number }[];
  /** Where its open transaction begins here. */
  openFrom: number | undefined;
}

const BATCHES_KEPT = 5;

/** What the leader of a partition knows of those who append to it. */
export class Producers {
  readonly #byId = new Map<number, ProducerState>();

  /** Where the first open transaction begins; one whose marker is not written is open. */
  get firstOpen(): number {
    let first = Number.POSITIVE_INFINITY;
    for (const { openFrom } of this.#byId.values()) {
      if (openFrom !== undefined && openFrom < first) first = openFrom;
    }
    return first;
  }

  /** Whether this batch is there already: a retry of one whose answer was lost. */
  hasBatch({ producerId, epoch, sequence }: Author, count: number): boolean {
    const state = this.#byId.get(producerId);
    if (state === undefined || state.epoch !== epoch) return false;
    return state.batches.some(({ first, last }) => first === sequence && last === sequence + count - 1);
  }

  isOpenFor({ producerId, epoch }: Author): boolean {
    const state = this.#byId.get(producerId);
    return state?.openFrom !== undefined && state.epoch === epoch;
  }

  /** Takes the next batch of a transaction, which is to be appended at `offset`; throws where it is not the next. */
  open(author: Author, count: number, offset: number): void {
    const state = this.#stateOf(author);
    const last = state.batches.at(-1)?.last;
    if (last !== undefined && author.sequence !== last + 1)
      throw protocolError("OUT_OF_ORDER_SEQUENCE_NUMBER");
    state.batches.push({ first: author.sequence, last: author.sequence + count - 1 });
    if (state.batches.length > BATCHES_KEPT) state.batches.shift();
    state.openFrom ??= offset;
  }

  /** Ends the transaction and returns where it began, if it has anything here; the epoch shuts out every older one. */
  close(producerId: number, epoch: number): number | undefined {
    const state = this.#stateOf({ producerId, epoch, sequence: 0 });
    const from = state.openFrom;
    state.openFrom = undefined;
    return from;
  }

  /** An older epoch is shut out; a newer one begins its sequence numbers anew. */
  #stateOf({ producerId, epoch, sequence }: Author): ProducerState {
    const state = this.#byId.get(producerId);
    if (state !== undefined && epoch < state.epoch) throw protocolError("INVALID_PRODUCER_EPOCH");
    if (state?.epoch === epoch) return state;
    if (state !== undefined && sequence !== 0) throw protocolError("OUT_OF_ORDER_SEQUENCE_NUMBER");
    const created = { epoch, batches: [], openFrom: state?.openFrom };
    this.#byId.set(producerId, created);
    return created;
  }
}
