import { type Clock, type Log, sleep } from "@market/runtime";
import type { Kafka } from "kafkajs";
import { aborted } from "./aborted.ts";
import { remedyFor } from "./remedy.ts";
import { retryMs } from "./retry-ms.ts";
import { TopicReader } from "./topic-reader.ts";
import { type IgnoredReason, WantedTickers } from "./wanted-tickers.ts";
import { within } from "./within.ts";

export interface WatchlistOptions {
  readonly kafka: Kafka;
  readonly topic: string;
  /** Wanted without a record; a null value on the topic removes one like any other. */
  readonly seeds: Iterable<string>;
  readonly isTicker: (text: string) => boolean;
  readonly log: Log;
  readonly clock: Clock;
  readonly onIgnored?: (reason: IgnoredReason) => void;
}

const POLL_MS = 500;
const CLOSE_MS = 1_000;
/**
 * Offsets without a record at a log's end answer every fetch with nothing, or with a batch that is empty; so does a
 * leader that has just changed, for an instant.
 */
const EMPTY_MAX = 10;
const EMPTY_WAIT_MS = 50;

/**
 * Which tickers are wanted: the seeds, as the records of a compacted topic have changed them. While the broker is away
 * it stays with what it knows and asks again, every 2 s at least; nothing here rejects for that.
 */
export class Watchlist {
  readonly #options: WatchlistOptions;
  readonly #reader: TopicReader;
  #tickers: ReadonlySet<string>;
  #wanted: WantedTickers;

  constructor(options: WatchlistOptions) {
    this.#options = options;
    this.#reader = new TopicReader(options.kafka, options.topic);
    this.#wanted = this.#begin();
    this.#tickers = this.#wanted.snapshot();
  }

  get tickers(): ReadonlySet<string> {
    return this.#tickers;
  }

  /** Returns what is wanted according to all there is on the topic; what was known before if it is aborted. */
  async readToEnd(signal: AbortSignal): Promise<ReadonlySet<string>> {
    await Promise.race([aborted(signal), this.#retry(signal, () => this.#readAll(), true)]);
    this.#tickers = this.#wanted.snapshot();
    return this.#tickers;
  }

  /** From where `readToEnd` ended, until aborted: all that are wanted, each time they change. */
  async follow(signal: AbortSignal, onChange: (tickers: ReadonlySet<string>) => void): Promise<void> {
    await Promise.race([aborted(signal), this.#follow(signal, onChange)]);
  }

  async close(): Promise<void> {
    await within(this.#options.clock, CLOSE_MS, this.#reader.close());
  }

  async #readAll(): Promise<void> {
    // Apart until it is whole: a list that is read once more must not shrink to its first records meanwhile.
    const wanted = this.#begin();
    await this.#reader.rewind();
    for (let empty = 0; this.#reader.isBehind && empty < EMPTY_MAX; ) {
      if ((await this.#fetch(wanted)) > 0) empty = 0;
      else {
        empty++;
        await sleep(this.#options.clock, EMPTY_WAIT_MS);
      }
    }
    this.#wanted = wanted;
  }

  /** How many records there were. A log that has lost what comes next is another one, or was cut off: it is read anew. */
  async #poll(): Promise<number> {
    try {
      return await this.#fetch(this.#wanted);
    } catch (error) {
      if (!(error instanceof Error && "type" in error && error.type === "OFFSET_OUT_OF_RANGE")) throw error;
      this.#options.log.warn(
        { topic: this.#options.topic },
        "the watchlist is read again from its beginning",
      );
      await this.#readAll();
      return 0;
    }
  }

  async #follow(signal: AbortSignal, onChange: (tickers: ReadonlySet<string>) => void): Promise<void> {
    while (!signal.aborted) {
      const fetched = await this.#retry(signal, () => this.#poll());
      if (signal.aborted) return;
      if (!this.#wanted.isSame(this.#tickers)) {
        this.#tickers = this.#wanted.snapshot();
        onChange(this.#tickers);
      }
      // Offsets without a record would otherwise be asked for without a pause.
      if (fetched === 0) await sleep(this.#options.clock, POLL_MS);
    }
  }

  #begin(): WantedTickers {
    return new WantedTickers(this.#options.seeds, this.#options.isTicker);
  }

  async #fetch(wanted: WantedTickers): Promise<number> {
    const records = await this.#reader.fetch();
    for (const record of records) {
      const reason = wanted.apply(record, this.#reader.partitions);
      if (reason !== undefined) this.#options.onIgnored?.(reason);
    }
    return records.length;
  }

  /** What no retry mends is thrown at the start only: a list that was read once goes on being the last one known. */
  async #retry<T>(signal: AbortSignal, attempt: () => Promise<T>, isStart = false): Promise<T | undefined> {
    const { topic, log, clock } = this.#options;
    for (let failures = 0; !signal.aborted; failures++) {
      try {
        const result = await attempt();
        if (failures > 0) log.info({ topic }, "the watchlist can be read again");
        return result;
      } catch (error) {
        if (isStart && remedyFor(error) === "give up") throw error;
        log[failures === 0 ? "warn" : "debug"](
          { topic, error: String(error) },
          "the watchlist cannot be read, trying again",
        );
        await sleep(clock, retryMs(failures));
      }
    }
    return undefined;
  }
}
