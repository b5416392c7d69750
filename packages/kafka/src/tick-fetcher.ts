import type { Clock, Log } from "@market/runtime";
import type { Kafka } from "kafkajs";
import { type Cluster, createCluster } from "./cluster.ts";
import { fetchRecords } from "./fetch.ts";
import type { FetchedPartition } from "./fetch-answer.ts";
import type { Inbox } from "./inbox.ts";
import { typeOf } from "./remedy.ts";
import { retryMs } from "./retry-ms.ts";

export interface TickFetcherOptions {
  readonly kafka: Kafka;
  readonly topic: string;
  readonly log: Log;
  readonly clock: Clock;
  /** By partition, where its records go. */
  readonly inboxes: () => Iterable<readonly [partition: number, inbox: Inbox]>;
  /** The oldest offset of a partition, and the offset behind its last record. */
  readonly bounds: (partition: number) => Promise<{ readonly low: number; readonly high: number }>;
}

const WAIT_MS = 250;
const WARN_EVERY = 30;
const PARTITION_BYTES = 1_048_576;
const FETCH_BYTES = 8 * PARTITION_BYTES;

/** One partition's part of a fetch: what came for another offset than it is at is thrown away. */
interface Wanted {
  readonly partition: number;
  readonly inbox: Inbox;
  readonly offset: number;
}

/**
 * Fetches each partition from where its inbox is, one request at a time from each broker, whatever the group is
 * busy with. kafkajs's consumer stops fetching for every rebalance, and starts all partitions at the committed offset after it.
 */
export class TickFetcher {
  readonly #options: TickFetcherOptions;
  readonly #cluster: Cluster;
  readonly #fetching = new Set<string>();
  /** By broker, how often in a row it has failed. */
  readonly #failures = new Map<string, number>();
  #wake: () => void = () => undefined;

  constructor(options: TickFetcherOptions) {
    this.#options = options;
    this.#cluster = createCluster(options.kafka);
  }

  /** An inbox has room again, or is somewhere else. */
  wake(): void {
    this.#wake();
  }

  /** Fetches until `signal` is aborted; every failure passes or is told to the inbox it concerns. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    signal.addEventListener("abort", () => this.#wake(), { once: true });
    while (!signal.aborted) {
      for (const [nodeId, wanted] of await this.#wantedByNode()) {
        if (!this.#fetching.has(nodeId)) void this.#fetchFrom(nodeId, wanted);
      }
      await new Promise<void>(resolve => {
        const cancel = clock.after(WAIT_MS, resolve);
        this.#wake = () => {
          cancel();
          resolve();
        };
      });
    }
    await this.#cluster.disconnect();
  }

  async #wantedByNode(): Promise<Map<string, Wanted[]>> {
    const byNode = new Map<string, Wanted[]>();
    const all = [...this.#wanted()];
    if (all.length === 0) return byNode;
    try {
      const leaders = await this.#leaders(all.map(({ partition }) => partition));
      for (const [nodeId, partitions] of Object.entries(leaders)) {
        byNode.set(
          nodeId,
          all.filter(({ partition }) => partitions.includes(partition)),
        );
      }
    } catch (error) {
      this.#options.log.warn({ error: String(error) }, "partition leaders cannot be found yet, trying again");
    }
    return byNode;
  }

  *#wanted(): Generator<Wanted, void> {
    for (const [partition, inbox] of this.#options.inboxes()) {
      if (inbox.next !== undefined && !inbox.isFull) yield { partition, inbox, offset: inbox.next };
    }
  }

  async #leaders(partitions: number[]): Promise<Record<string, number[]>> {
    await this.#cluster.connect();
    await this.#cluster.addTargetTopic(this.#options.topic);
    return this.#cluster.findLeaderForPartitions(this.#options.topic, partitions);
  }

  /** Leaves the node marked as busy until what came is handed out, and after a failure a little longer. */
  async #fetchFrom(nodeId: string, wanted: readonly Wanted[]): Promise<void> {
    const { clock } = this.#options;
    this.#fetching.add(nodeId);
    const end = () => {
      this.#fetching.delete(nodeId);
      this.#wake();
    };
    try {
      const answer = await this.#ask(nodeId, wanted);
      for (const data of answer) this.#handOut(data, wanted);
      this.#failures.delete(nodeId);
      end();
    } catch (error) {
      const failures = (this.#failures.get(nodeId) ?? 0) + 1;
      this.#failures.set(nodeId, failures);
      await this.#explain(error, wanted, failures);
      clock.after(retryMs(failures), end);
    }
  }

  async #ask(nodeId: string, wanted: readonly Wanted[]): Promise<readonly FetchedPartition[]> {
    return await fetchRecords(await this.#cluster.findBroker({ nodeId }), {
      topic: this.#options.topic,
      from: wanted,
      partitionBytesMax: PARTITION_BYTES,
      bytesMax: FETCH_BYTES,
      waitMs: WAIT_MS,
    });
  }

  #handOut(fetched: FetchedPartition, wanted: readonly Wanted[]): void {
    const { inbox, offset } = wanted.find(({ partition }) => partition === fetched.partition)!;
    if (fetched.error !== undefined) {
      const { message } = fetched.error;
      inbox.fail(
        new Error(
          `${this.#options.topic}[${fetched.partition}] cannot be read from ${offset} on: ${message}`,
        ),
      );
      return;
    }
    inbox.end = fetched.highWatermark;
    if (inbox.next === offset) inbox.put(fetched.records, fetched.next);
  }

  /** Finds out whose fault it was: an offset that is no longer, or not yet, in the log is its inbox's own. */
  async #explain(error: unknown, wanted: readonly Wanted[], failures: number): Promise<void> {
    const { topic, log, bounds } = this.#options;
    try {
      if (typeOf(error) === "OFFSET_OUT_OF_RANGE") {
        for (const { partition, inbox, offset } of wanted) {
          const { low, high } = await bounds(partition);
          if (inbox.next !== offset || (offset >= low && offset <= high)) continue;
          inbox.fail(
            new Error(
              `${topic}[${partition}] holds ${low} to ${high}: what was to come, from ${offset} on, is gone`,
            ),
          );
        }
      } else {
        // The first failure may be an election; one that stays is said every minute.
        const level = failures % WARN_EVERY === 1 ? "warn" : "debug";
        log[level]({ error: String(error) }, "fetch failed, trying again");
        await this.#cluster.refreshMetadata();
      }
    } catch (refreshError) {
      log.debug({ error: String(refreshError) }, "the broker does not answer");
    }
  }
}
