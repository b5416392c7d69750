import type { Feed } from "./feed.ts";
import type { Market } from "./market.ts";
import { MarketSource } from "./market-source.ts";
import type { Settings } from "./options.ts";
import { ReplaySource } from "./replay-source.ts";

/** Short enough that frames spread over a second, long enough that a beat at 20,000 frames/s is a batch of 400. */
const BEAT_MS = 20;

export interface BeatOptions {
  readonly settings: Settings;
  readonly feed: Feed;
  /** Undefined keeps the market silent. */
  readonly market: Market | undefined;
}

/** The one timer: lets the replay and the market send what has become due, then calls `onBeat`. */
export function startBeat({ settings, feed, market }: BeatOptions, onBeat: () => void): NodeJS.Timeout {
  const { now, replay, speed, ticksPerSecond, exists } = settings;
  const replaySource = new ReplaySource({ frames: replay, feed, speed });
  const marketSource = market && new MarketSource({ market, feed, ticksPerSecond, exists });
  let beatenAt = performance.now();
  return setInterval(() => {
    const startedAt = performance.now();
    const elapsedMs = startedAt - beatenAt;
    beatenAt = startedAt;
    feed.together(() => {
      replaySource.beat(elapsedMs);
      marketSource?.beat(now(), elapsedMs);
    });
    onBeat();
  }, BEAT_MS);
}
