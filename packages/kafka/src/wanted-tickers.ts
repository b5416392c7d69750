import { partitionOf } from "./partition-of.ts";
import type { TopicRecord } from "./topic-records.ts";

/** What one process can be asked to hold; a provider's limits are reached long before. */
export const WATCHLIST_MAX = 20_000;

/**
 * Why a record of the watchlist changes nothing. `ticker`: its key is none. `partition`: another client's partitioner
 * put it where later records of its ticker do not go, so that which of them is the last could not be told. `full`:
 * there are WATCHLIST_MAX tickers.
 */
export type IgnoredReason = "ticker" | "partition" | "full";

/** The tickers that are wanted after the records so far: a value wants its key, null does not, the last one decides. */
export class WantedTickers {
  readonly #isTicker: (text: string) => boolean;
  readonly #wanted: Set<string>;

  constructor(seeds: Iterable<string>, isTicker: (text: string) => boolean) {
    this.#wanted = new Set(seeds);
    this.#isTicker = isTicker;
  }

  snapshot(): ReadonlySet<string> {
    return new Set(this.#wanted);
  }

  isSame(tickers: ReadonlySet<string>): boolean {
    return tickers.size === this.#wanted.size && [...tickers].every(ticker => this.#wanted.has(ticker));
  }

  /** Returns why the record is ignored, if it is. */
  apply({ key, value, partition }: TopicRecord, partitions: number): IgnoredReason | undefined {
    const ticker = key === null ? "" : Buffer.from(key).toString();
    if (!this.#isTicker(ticker)) return "ticker";
    if (partitionOf(ticker, partitions) !== partition) return "partition";
    if (value === null) this.#wanted.delete(ticker);
    else if (this.#wanted.has(ticker) || this.#wanted.size < WATCHLIST_MAX) this.#wanted.add(ticker);
    else return "full";
    return undefined;
  }
}
