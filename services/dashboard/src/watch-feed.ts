import type { TopicTail } from "@market/kafka";
import type { Clock, Log } from "@market/runtime";
import { type FeedDelay, TICKS_KEPT } from "./feed-delay.ts";
import { lookAgainAndAgain } from "./look.ts";

export interface WatchFeedOptions {
  readonly feedDelay: FeedDelay;
  readonly tail: Pick<TopicTail, "look">;
  readonly clock: Clock;
  readonly log: Pick<Log, "warn" | "info" | "debug">;
}

const EVERY_MS = 2_000;

/** Looks at the latest ticks until `signal` is aborted; while they cannot be seen nothing is known of the feed. */
export async function watchFeed(options: WatchFeedOptions, signal: AbortSignal): Promise<void> {
  const { feedDelay, tail, clock, log } = options;
  await lookAgainAndAgain(
    {
      what: "how far the feed is behind",
      everyMs: EVERY_MS,
      clock,
      log,
      look: async () => feedDelay.take(await tail.look(TICKS_KEPT), clock.now()),
      onFailure: () => feedDelay.clear(),
    },
    signal,
  );
}
