import { partitionOf } from "@market/kafka";
import { encodeTick } from "@market/wire";
import { BatchWriter } from "./kafka/record-batch.ts";
import { Topic } from "./kafka/topic.ts";
import { createTopics } from "./kafka/topics.ts";
import { type TicksOptions, tickerOf, ticksOf, timeOf } from "./ticks.ts";

/** Records of a batch, as a producer with some load makes them. */
const BATCH_RECORDS = 500;
/** Batches on their way: enough for the broker to have the next one at hand. */
const IN_FLIGHT_MAX = 32;
/** The clock records stand so long behind the last tick: every window of a minute is closed, whatever it waits for. */
export const CLOCK_AFTER_MS = 75_000;

export interface BacklogOptions extends TicksOptions {
  readonly brokers: string;
  /** Created where it is missing. */
  readonly topic: string;
  readonly partitions: number;
  /** Without them (false) the last windows stay open. */
  readonly hasClock?: boolean;
  readonly progress?: (text: string) => void;
  readonly signal?: AbortSignal;
}

export interface Backlog extends TicksOptions {
  readonly topic: string;
  readonly partitions: number;
  /** Event and received time of the first tick and of the last one. */
  readonly from: number;
  readonly to: number;
  /** How long it took to write. */
  readonly ms: number;
}

/** Writes ticks as an ingestor would have, and a clock record a partition behind them; 5,000,000 took 12 to 27 s on a busy machine (2026-11). */
export async function writeBacklog(options: BacklogOptions): Promise<Backlog> {
  const { brokers, topic: name, partitions, tickers, ticks, hasClock = true, progress, signal } = options;
  const startedAt = performance.now();
  await createTopics(brokers, partitions, name);
  const topic = await Topic.open(brokers, name);
  const appender = new Appender(topic);
  const keys = Array.from({ length: tickers }, (_, i) => Buffer.from(tickerOf(i)));
  const places = Uint16Array.from({ length: tickers }, (_, i) => partitionOf(tickerOf(i), partitions));
  const to = timeOf(ticks - 1, options);
  try {
    let written = 0;
    for (const tick of ticksOf(options)) {
      const stock = written % tickers;
      const full = appender.add(places[stock]!, tick.received_time, keys[stock]!, encodeTick(tick));
      if (full) await full;
      if (++written % 100_000 !== 0) continue;
      signal?.throwIfAborted();
      progress?.(`writing ${name}: ${(written / 1e6).toFixed(1)} of ${ticks / 1e6} million ticks`);
    }
    if (hasClock) await appender.addClock(to + CLOCK_AFTER_MS);
    await appender.flush();
  } finally {
    topic.close();
  }
  const { perTickerMs, seed } = options;
  const made = {
    tickers,
    ticks,
    ...(perTickerMs !== undefined && { perTickerMs }),
    ...(seed !== undefined && { seed }),
  };
  return {
    ...made,
    topic: name,
    partitions,
    from: timeOf(0, options),
    to,
    ms: performance.now() - startedAt,
  };
}

/** Appends a clock record at this received time to every partition: all received before it has been published. */
export async function writeClock(brokers: string, name: string, time: number): Promise<void> {
  const topic = await Topic.open(brokers, name);
  try {
    const appender = new Appender(topic);
    await appender.addClock(time);
    await appender.flush();
  } finally {
    topic.close();
  }
}

/** Fills a batch for each partition and sends it when it is full. */
class Appender {
  readonly #topic: Topic;
  readonly #writers: readonly BatchWriter[];
  readonly #sending = new Set<Promise<void>>();

  constructor(topic: Topic) {
    this.#topic = topic;
    this.#writers = Array.from({ length: topic.partitions }, () => new BatchWriter());
  }

  /** Waits only where too much is on its way; undefined otherwise, since a promise a record is dear. */
  add(
    partition: number,
    time: number,
    key: Buffer | null,
    value: Uint8Array | null,
  ): Promise<void> | undefined {
    const writer = this.#writers[partition]!;
    writer.add(time, key, value);
    return writer.count < BATCH_RECORDS ? undefined : this.#send(partition);
  }

  async addClock(time: number): Promise<void> {
    for (const partition of this.#writers.keys()) await this.add(partition, time, null, null);
  }

  async flush(): Promise<void> {
    for (const [partition, { count }] of this.#writers.entries()) if (count > 0) await this.#send(partition);
    await Promise.all(this.#sending);
  }

  async #send(partition: number): Promise<void> {
    const sent = this.#topic.append(new Map([[partition, this.#writers[partition]!.take()]]));
    this.#sending.add(sent);
    sent.then(
      () => this.#sending.delete(sent),
      () => undefined,
    );
    while (this.#sending.size >= IN_FLIGHT_MAX) await Promise.race(this.#sending);
  }
}
