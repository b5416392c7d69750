import type { Pricing } from "@market/wire";
import type { Connection } from "./connection.ts";
import type { Feed } from "./feed.ts";
import { Frame } from "./frame.ts";
import { garbageFrames } from "./garbage.ts";

const SECOND_MS = 1_000;

export interface FaultsOptions {
  readonly feed: Feed;
  readonly now: () => number;
  /** What the market would say about a ticker that was never sent. */
  readonly quote: (ticker: string) => Pricing | undefined;
}

/** What a real feed does wrong, on demand. Each is also POST /faults/<name>. */
export class Faults {
  readonly #feed: Feed;
  readonly #now: () => number;
  readonly #quote: (ticker: string) => Pricing | undefined;
  #staleMs = 0;

  constructor({ feed, now, quote }: FaultsOptions) {
    this.#feed = feed;
    this.#now = now;
    this.#quote = quote;
  }

  /** Closes every socket with the code; without one, drops the TCP connections. New ones are accepted. */
  disconnect(code?: number): void {
    for (const connection of this.#feed.connections) {
      if (code === undefined) connection.terminate();
      else connection.close(code);
    }
  }

  /** Sends nothing for `ms` but answers pings. What falls into it is lost. Zero ends it. */
  stall(ms: number): void {
    this.#feed.silence.stall(ms);
  }

  /** Sends nothing for `ms`, not even pongs. Zero ends it. */
  freeze(ms: number): void {
    this.#feed.silence.freeze(ms);
  }

  /** Sends each of `garbageFrames` to every socket; they are about a subscribed ticker if one was sent before. */
  garbage(): void {
    const like = this.#feed.lasts()[0]?.pricing;
    const now = this.#now();
    const bare = garbageFrames(now, like, 1);
    const wrapped = garbageFrames(now, like, 2);
    for (const [index, { frame }] of wrapped.entries()) {
      this.#feed.broadcast("garbage", version => (version === 2 ? frame : bare[index]!.frame));
    }
  }

  /** Sends the last frame of each subscribed ticker again, byte for byte. */
  repeats(): void {
    for (const { pricing, frame } of this.#feed.lasts()) this.#feed.publish("repeat", pricing, frame);
  }

  /** Sends the last pricing of each subscribed ticker with an event time `ms` ago. */
  late(ms: number): void {
    for (const { pricing } of this.#feed.lasts()) this.#feed.publish("late", this.#age(pricing, ms));
  }

  /** From now on the first frame after a subscription is `ms` old, as Yahoo does on Mondays. Zero ends it. */
  stale(ms: number): void {
    this.#staleMs = ms;
  }

  /** Says hello to tickers that were just subscribed. */
  greet(connection: Connection, tickers: readonly string[]): void {
    if (this.#staleMs === 0) return;
    for (const ticker of tickers) {
      const pricing = this.#feed.last(ticker)?.pricing ?? this.#quote(ticker);
      if (pricing === undefined) continue;
      const frame = Frame.of(this.#age(pricing, this.#staleMs));
      this.#feed.send(connection, "stale", frame.text(connection.version));
    }
  }

  #age(pricing: Pricing, ms: number): Pricing {
    return { ...pricing, time: Math.floor((this.#now() - ms) / SECOND_MS) * SECOND_MS };
  }
}
