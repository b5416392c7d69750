import type { Feed } from "./feed.ts";
import type { ReplayFrame } from "./replay.ts";

/** Sockets get a chance to drain after so many frames, however high the speed. */
const FRAMES_A_BEAT_MAX = 1_000;

/** Sends captured frames once, in order; its time begins with the first subscription. */
export class ReplaySource {
  readonly #frames: readonly ReplayFrame[];
  readonly #feed: Feed;
  readonly #speed: number;
  #elapsedMs = 0;
  #position = 0;

  constructor({ frames, feed, speed }: { frames: readonly ReplayFrame[]; feed: Feed; speed: number }) {
    this.#frames = frames;
    this.#feed = feed;
    this.#speed = speed;
  }

  beat(elapsedMs: number): void {
    if (this.#position === 0 && this.#elapsedMs === 0 && this.#feed.subscriptions.slots === 0) return;
    this.#elapsedMs += elapsedMs * this.#speed;
    const end = Math.min(this.#frames.length, this.#position + FRAMES_A_BEAT_MAX);
    for (; this.#position < end; this.#position++) {
      const { pricing, frame, at } = this.#frames[this.#position]!;
      if (at > this.#elapsedMs) return;
      this.#feed.publish("replay", pricing, frame);
    }
  }
}
