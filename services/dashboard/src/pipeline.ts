import { GroupMembers, TopicFeed, type TopicRecords, TopicTail } from "@market/kafka";
import { type Clock, type Log, sleep } from "@market/runtime";
import type { Kafka } from "kafkajs";
import type { DashboardConfig } from "./config.ts";
import { FeedDelay } from "./feed-delay.ts";
import { LateTicks } from "./late-ticks.ts";
import { lookAgainAndAgain } from "./look.ts";
import { inSlices } from "./slices.ts";
import { watchFeed } from "./watch-feed.ts";

const REPLICAS_MS = 5_000;
const CLOSE_MS = 500;

/** What is seen of the pipeline beside its features, each part for itself: whoever may not see one sees the others. */
export class Pipeline {
  readonly feedDelay = new FeedDelay();
  readonly #config: DashboardConfig;
  readonly #log: Log;
  readonly #clock: Clock;
  readonly #tail: TopicTail;
  readonly #members: GroupMembers;
  readonly #lateFeed: TopicFeed;
  readonly #late: LateTicks;
  readonly #replicas = new Map<string, number>();

  constructor(kafka: Kafka, config: DashboardConfig, log: Log, clock: Clock) {
    this.#config = config;
    this.#log = log;
    this.#clock = clock;
    const { ticks, lateTicks } = config.kafka.topics;
    this.#tail = new TopicTail(kafka, ticks);
    this.#members = new GroupMembers(kafka);
    this.#late = new LateTicks(config.historyMs);
    this.#lateFeed = new TopicFeed({
      kafka,
      topic: lateTicks,
      clock,
      log,
      from: () => clock.now() - config.historyMs,
      onBegin: () => this.#late.clear(),
      onRecords: records => this.#countLate(records),
    });
  }

  /** In the time that the history spans; null while they are not all counted. */
  get lateTicks(): number | null {
    return this.#lateFeed.isRead ? this.#late.count(this.#clock.now()) : null;
  }

  get ingestors(): number | null {
    return this.#replicas.get(this.#config.ingestorGroup) ?? null;
  }

  get windowers(): number | null {
    return this.#replicas.get(this.#config.group) ?? null;
  }

  /** Until `signal` is aborted; every failure is told and passes. */
  async run(signal: AbortSignal): Promise<void> {
    const { ingestorGroup, group } = this.#config;
    await Promise.all([
      this.#followLate(signal),
      watchFeed({ feedDelay: this.feedDelay, tail: this.#tail, clock: this.#clock, log: this.#log }, signal),
      this.#lookAtGroup(ingestorGroup, signal),
      this.#lookAtGroup(group, signal),
    ]);
  }

  async close(): Promise<void> {
    const parts = [this.#tail.close(), this.#members.close(), this.#lateFeed.close()];
    await Promise.race([Promise.allSettled(parts), sleep(this.#clock, CLOSE_MS)]);
  }

  /** What no retry mends is said, and tried again all the same: the page does without it. */
  async #followLate(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.#lateFeed.run(signal);
      } catch (error) {
        this.#log.debug({ error: String(error) }, "late ticks cannot be read");
        await sleep(this.#clock, REPLICAS_MS);
      }
    }
  }

  async #lookAtGroup(group: string, signal: AbortSignal): Promise<void> {
    await lookAgainAndAgain(
      {
        what: `replicas of group ${group}`,
        everyMs: REPLICAS_MS,
        clock: this.#clock,
        log: this.#log,
        look: async () => void this.#replicas.set(group, await this.#members.count(group)),
        onFailure: () => this.#replicas.delete(group),
      },
      signal,
    );
  }

  async #countLate(records: TopicRecords): Promise<void> {
    const now = this.#clock.now();
    await inSlices(records, ({ timestamp }) => this.#late.add(timestamp, now));
  }
}
