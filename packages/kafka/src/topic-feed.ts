import { type Clock, type Log, sleep } from "@market/runtime";
import type { Kafka } from "kafkajs";
import { aborted } from "./aborted.ts";
import { DamagedPartitions } from "./damaged-partitions.ts";
import { isForGood, isOther, kindOf, type TroubleKind, wordsOf } from "./feed-errors.ts";
import { isUnknownTopic, typeOf } from "./remedy.ts";
import { retryMs } from "./retry-ms.ts";
import { PartitionsChanged, TopicReader } from "./topic-reader.ts";
import type { TopicRecords } from "./topic-records.ts";
import { within } from "./within.ts";

/** What a feed reads from; a TopicReader unless a test has another. */
export type FollowedTopic = Pick<
  TopicReader,
  "partitions" | "behind" | "share" | "lag" | "rewind" | "follow" | "doubt" | "nextOf" | "close"
>;

export interface TopicFeedOptions {
  readonly kafka: Kafka;
  readonly topic: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Records of this time or later are read, in ms; asked whenever reading begins. */
  readonly from: () => number;
  /** All records come anew from here on: at first, and where the log is another than before or has lost what comes next. */
  readonly onBegin?: () => void;
  /** Everything that was there at the begin has been handed out. */
  readonly onRead?: () => void;
  /** The next ones are fetched when it is done. `isLive`: none of them was there at the begin. */
  readonly onRecords: (records: TopicRecords, isLive: boolean) => Promise<void> | void;
  readonly reader?: FollowedTopic;
}

/** Since when something is wrong, in ms since the epoch, and what. */
export interface Trouble {
  readonly since: number;
  readonly said: string;
  readonly kind: TroubleKind;
}

const WAIT_MS = 250;
const CLOSE_MS = 500;
/** How often it is asked whether there are more partitions. */
const DOUBT_MS = 60_000;
/** A broker that has just been started does not know its topics for an instant: what is unknown for so long is gone. */
const GONE_MS = 5_000;
/** Offsets without a record at the log's end answer every fetch with nothing; so does a leader that has just changed. */
const EMPTY_MAX = 10;

/**
 * Follows a topic from a time on, without a group. Whatever goes wrong passes by itself or is told as `trouble`: a broker
 * that is away, a topic that is not there yet or is made anew, a partition that cannot be decoded, an ACL that is missing.
 */
export class TopicFeed {
  readonly #options: TopicFeedOptions;
  readonly #reader: FollowedTopic;
  #isBegun = false;
  #isRead = false;
  #empty = 0;
  #inHand = 0;
  #trouble: Trouble | undefined;
  #answeredAt: number | undefined;
  #isAnswered = false;
  #doubtedAt = Number.NEGATIVE_INFINITY;
  /** Since when brokers answer that there is no such topic. */
  #unknownSince: number | undefined;
  readonly #damaged = new DamagedPartitions();
  #resolveAnswered: () => void = () => undefined;
  /** Resolves when a broker has answered for the first time, be it that something is wrong. */
  readonly answered = new Promise<void>(resolve => {
    this.#resolveAnswered = resolve;
  });

  constructor(options: TopicFeedOptions) {
    this.#options = options;
    this.#reader = options.reader ?? new TopicReader(options.kafka, options.topic);
  }

  /** Whether all that was there at the begin has been read. */
  get isRead(): boolean {
    return this.#isRead;
  }

  /** How much of it, from 0 to 1. */
  get share(): number {
    if (this.#isRead) return 1;
    // What is read is not yet handed out, and a log may end in offsets without a record.
    return this.#isBegun ? Math.min(0.999, this.#reader.share) : 0;
  }

  get trouble(): Trouble | undefined {
    return this.#trouble;
  }

  /** When brokers last gave what they were asked for, in ms since the epoch; what they refuse is no answer. */
  get answeredAt(): number | undefined {
    return this.#answeredAt;
  }

  /** Offsets to the log's end, those of records included that are being handed out. */
  get lag(): number {
    return this.#reader.lag + this.#inHand;
  }

  /** Until `signal` is aborted. Rejects only with what no retry mends, before a broker has ever answered: a login that is refused. */
  async run(signal: AbortSignal): Promise<void> {
    await Promise.race([aborted(signal), this.#run(signal)]);
  }

  async close(): Promise<void> {
    await within(this.#options.clock, CLOSE_MS, this.#reader.close());
  }

  async #run(signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted; ) {
      let records: TopicRecords;
      try {
        if (!this.#isBegun) await this.#begin();
        records = await this.#fetch();
        failures = 0;
      } catch (error) {
        if (signal.aborted) return;
        this.#recover(error);
        await sleep(this.#options.clock, retryMs(failures++));
        continue;
      }
      // What throws here is no trouble of the log's, and passes by no retry.
      if (!signal.aborted) await this.#handOut(records);
    }
  }

  #recover(error: unknown): void {
    const { topic, log } = this.#options;
    if (!this.#isAnswered && isForGood(error)) throw error;
    // What the broker has a name for is from the broker.
    if (typeOf(error) !== "") this.#hear();
    if (this.#isPassing(error)) {
      this.#fail("away", `the broker does not know topic ${topic} just now`);
      return;
    }
    if (isOther(error)) this.#isBegun = false;
    if (error instanceof PartitionsChanged) log.info({ topic }, `${error.message}: it is read anew`);
    else this.#fail(kindOf(error), wordsOf(error, topic));
  }

  /** Whether a topic that was there may be there again in a moment. */
  #isPassing(error: unknown): boolean {
    const now = this.#options.clock.now();
    this.#unknownSince = isUnknownTopic(error) ? (this.#unknownSince ?? now) : undefined;
    return this.#isBegun && this.#unknownSince !== undefined && now - this.#unknownSince < GONE_MS;
  }

  async #begin(): Promise<void> {
    await this.#reader.rewind(this.#options.from());
    this.#answer();
    this.#isBegun = true;
    this.#isRead = false;
    this.#doubtedAt = this.#options.clock.now();
    this.#empty = 0;
    this.#damaged.clear();
    this.#options.onBegin?.();
    this.#look();
    this.#judge();
  }

  async #fetch(): Promise<TopicRecords> {
    const { clock } = this.#options;
    const now = clock.now();
    const without = this.#damaged.at(now);
    if (without.size === this.#reader.partitions) {
      await sleep(clock, WAIT_MS);
      return [];
    }
    this.#doubt(now);
    const before = this.#reader.share;
    const { records, damaged } = await this.#reader.follow(WAIT_MS, without);
    this.#answer();
    this.#damaged.note(damaged, without, now);
    this.#judge();
    this.#empty = records.length > 0 || this.#reader.share > before ? 0 : this.#empty + 1;
    this.#inHand = records.length;
    return records;
  }

  #doubt(now: number): void {
    if (now - this.#doubtedAt < DOUBT_MS) return;
    this.#doubtedAt = now;
    this.#reader.doubt();
  }

  async #handOut(records: TopicRecords): Promise<void> {
    const isLive = this.#isRead;
    if (records.length > 0) await this.#options.onRecords(records, isLive);
    this.#inHand = 0;
    if (!isLive) this.#look();
  }

  /** Whether everything there was has been read now. */
  #look(): void {
    const isBehind = [...this.#reader.behind].some(partition => !this.#damaged.has(partition));
    if (isBehind && this.#empty < EMPTY_MAX) return;
    this.#isRead = true;
    this.#options.onRead?.();
  }

  #answer(): void {
    this.#answeredAt = this.#options.clock.now();
    this.#unknownSince = undefined;
    this.#hear();
  }

  #hear(): void {
    this.#isAnswered = true;
    this.#resolveAnswered();
  }

  #judge(): void {
    const { topic, log } = this.#options;
    const { first } = this.#damaged;
    if (first !== undefined) {
      const [partition, error] = first;
      const offset = this.#reader.nextOf(partition);
      this.#fail(
        "damaged",
        `${topic}[${partition}] cannot be read on from offset ${offset}: ${error.message}`,
      );
    } else if (this.#trouble !== undefined) {
      this.#trouble = undefined;
      log.info({ topic }, "the topic can be read again");
    }
  }

  /** Said once when it begins: what goes on is in `trouble`. */
  #fail(kind: TroubleKind, said: string): void {
    const { topic, log, clock } = this.#options;
    const isNew = this.#trouble === undefined;
    log[isNew ? "warn" : "debug"]({ topic, error: said }, "the topic cannot be read, trying again");
    this.#trouble = { since: this.#trouble?.since ?? clock.now(), said, kind };
  }
}
