import { CHAIN_HEADER, type LogRecord } from "@market/log";
import type { Kafka } from "kafkajs";
import { type Cluster, createCluster } from "./cluster.ts";
import { fetchRecords, readable } from "./fetch.ts";
import type { FetchedPartition } from "./fetch-answer.ts";
import { pause } from "./pause.ts";

const FETCH_BYTES = 4 * 1_024 * 1_024;
/** A fetch below the end of the log returns at once; at the end it waits this long for nothing. */
const FETCH_WAIT_MS = 100;
const EMPTY_MAX = 10;
/** So often a leader may say that it does not know the log up to its end yet, or that we ask too much. */
const BEHIND_MAX = 100;
/** How many records from the end the search for the last checkpoint begins; each failure goes eight times as far. */
const TAIL_RECORDS = 64;

/**
 * Reads single partitions to their end, without a consumer group: kafkajs offers no such reader, and a second
 * group for each look at the last checkpoint would cost seconds of joining.
 */
export class PartitionReader {
  readonly #cluster: Cluster;
  #connected: Promise<void> | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(kafka: Kafka) {
    this.#cluster = createCluster(kafka);
  }

  async close(): Promise<void> {
    if (this.#connected !== undefined) await this.#cluster.disconnect();
  }

  /** The oldest offset still in the log, and the offset behind the last committed record. */
  async bounds(topic: string, partition: number): Promise<{ low: number; high: number }> {
    await this.#connect(topic);
    const at = async (fromBeginning: boolean) => {
      const found = await this.#cluster.fetchTopicsOffset([
        { topic, partitions: [{ partition }], fromBeginning },
      ]);
      return Number(found[0]!.partitions[0]!.offset);
    };
    return { low: await at(true), high: await at(false) };
  }

  /** The group's committed offset, below 0 if it has none. */
  async committedOffset(group: string, topic: string, partition: number): Promise<number> {
    await this.#connect(topic);
    const coordinator = await this.#cluster.findGroupCoordinator({ groupId: group });
    const found = await coordinator.offsetFetch({
      groupId: group,
      topics: [{ topic, partitions: [{ partition }] }],
    });
    return Number(found.responses[0]?.partitions[0]?.offset ?? -1);
  }

  /**
   * The chain of the last checkpoint, empty if there is none. Only right after the fence: until then an earlier
   * owner's transaction may still be open and hide newer records behind the last stable offset.
   */
  async lastCheckpoint(topic: string, partition: number): Promise<readonly LogRecord[]> {
    const chainOf = (record: LogRecord | undefined) => Number(record?.headers[CHAIN_HEADER] ?? 1);
    const records = await this.#tail(topic, partition, found => found.length >= chainOf(found.at(-1)));
    if (records.length === 0) return [];
    const chain = chainOf(records.at(-1));
    if (records.length >= chain) return records.slice(-chain);
    throw new Error(
      `${topic}[${partition}] ends with a checkpoint of ${chain} records, of which ${records.length} are left: ` +
        "others were deleted before their time. Give the topic a longer retention; this group cannot go on",
    );
  }

  /** Whether a read_committed reader finds nothing there. */
  async isEmpty(topic: string, partition: number): Promise<boolean> {
    return (await this.#tail(topic, partition, found => found.length > 0)).length === 0;
  }

  /** The last records, as many as it takes to be `enough`, or all there are. */
  async #tail(
    topic: string,
    partition: number,
    enough: (found: readonly LogRecord[]) => boolean,
  ): Promise<readonly LogRecord[]> {
    const { low, high } = await this.bounds(topic, partition);
    for (let back = TAIL_RECORDS; low < high; back *= 8) {
      const from = Math.max(low, high - back);
      const found = await this.#read(topic, partition, from, high);
      if (from === low || enough(found)) return found;
    }
    return [];
  }

  /**
   * All records from `from` up to `high`. A log may end in offsets without records (a control record that was removed),
   * so what stays empty for `EMPTY_MAX` fetches is its end; one empty answer alone may be a leader that has just changed. One that
   * does not know of `high` yet says nothing about what comes before it.
   */
  async #read(topic: string, partition: number, from: number, high: number): Promise<LogRecord[]> {
    const records: LogRecord[] = [];
    let offset = from;
    let empty = 0;
    for (let behind = 0; offset < high && empty < EMPTY_MAX; ) {
      const { next, highWatermark, records: found } = await this.#fetch(topic, partition, offset);
      if (next > offset) empty = 0;
      else if (highWatermark >= high) empty++;
      else if (++behind === BEHIND_MAX) throw stale(topic, partition, offset, high);
      else await pause(FETCH_WAIT_MS);
      for (const record of found) records.push(record);
      offset = next;
    }
    return records;
  }

  /** One after another: of several first ones at once kafkajs opens a connection each, and forgets all but one. */
  #fetch(topic: string, partition: number, offset: number): Promise<FetchedPartition> {
    const fetched = this.#turn.then(() => this.#ask(topic, partition, offset));
    this.#turn = fetched.catch(() => undefined);
    return fetched;
  }

  async #ask(topic: string, partition: number, offset: number): Promise<FetchedPartition> {
    const leaders = this.#cluster.findLeaderForPartitions(topic, [partition]);
    const [fetched] = await fetchRecords(
      await this.#cluster.findBroker({ nodeId: Object.keys(leaders)[0]! }),
      {
        topic,
        from: [{ partition, offset }],
        partitionBytesMax: FETCH_BYTES,
        bytesMax: FETCH_BYTES,
        waitMs: FETCH_WAIT_MS,
      },
    );
    return readable(fetched!);
  }

  async #connect(topic: string): Promise<void> {
    this.#connected ??= this.#cluster.connect();
    try {
      await this.#connected;
    } catch (error) {
      this.#connected = undefined;
      throw error;
    }
    await this.#cluster.addTargetTopic(topic);
    await this.#cluster.refreshMetadata();
  }
}

/** Named as kafkajs's errors are, because it is the world's: a leader that has just changed. */
function stale(topic: string, partition: number, offset: number, high: number): Error {
  const error = new Error(
    `${topic}[${partition}] ends at ${high}, but its leader has nothing from ${offset} on`,
  );
  error.name = "KafkaJSStaleLeader";
  return error;
}
