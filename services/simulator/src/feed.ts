import type { Pricing } from "@market/wire";
import { BoundedMap } from "./bounded-map.ts";
import type { Connection } from "./connection.ts";
import { Frame, type Version } from "./frame.ts";
import { Silence } from "./silence.ts";
import { Counters, type FrameKind, type Stats } from "./stats.ts";
import { Subscriptions } from "./subscriptions.ts";

/** Last frames kept for the faults that resend them. */
const LAST_MAX = 100_000;

export interface Sent {
  readonly pricing: Pricing;
  readonly frame: Frame;
}

/** The outgoing side: who is connected, who gets what, and what was sent. */
export class Feed {
  readonly subscriptions = new Subscriptions<Connection>();
  readonly silence = new Silence();
  readonly counters = new Counters();
  readonly #connections = new Set<Connection>();
  readonly #last = new BoundedMap<string, Sent>(LAST_MAX);

  /** A copy, because connections go while they are walked through. */
  get connections(): Connection[] {
    return [...this.#connections];
  }

  add(connection: Connection): void {
    this.#connections.add(connection);
    this.counters.accepted += 1;
  }

  remove(connection: Connection): void {
    this.#connections.delete(connection);
    this.subscriptions.drop(connection);
  }

  /** Makes one write a connection of all that `publish` sends: most of what a frame costs is the system call. */
  together(publish: () => void): void {
    const connections = this.connections;
    for (const connection of connections) connection.cork();
    try {
      publish();
    } finally {
      for (const connection of connections) connection.uncork();
    }
  }

  /** The last frame that reached anybody for this ticker. */
  last(ticker: string): Sent | undefined {
    return this.#last.get(ticker);
  }

  /** The last frames of the tickers that somebody subscribes now. */
  lasts(): Sent[] {
    return [...this.#last].filter(([ticker]) => this.subscriptions.of(ticker)).map(([, sent]) => sent);
  }

  /** Sends a pricing to those who subscribed its ticker and returns how many they are. */
  publish(kind: FrameKind, pricing: Pricing, encoded?: Frame): number {
    const ticker = pricing.id ?? "";
    const subscribers = this.subscriptions.of(ticker);
    if (subscribers === undefined) return 0;
    const frame = encoded ?? Frame.of(pricing);
    let sent = 0;
    for (const connection of subscribers) {
      if (this.send(connection, kind, frame.text(connection.version))) sent += 1;
    }
    // What a fault made up is not what the ticker last said.
    const isGenuine = kind === "market" || kind === "replay" || kind === "scripted";
    if (sent > 0 && isGenuine) this.#last.set(ticker, { pricing, frame });
    return sent;
  }

  /** Sends a text to every connection, whatever it subscribed. */
  broadcast(kind: FrameKind, textOf: (version: Version) => string): void {
    const texts = { 1: Buffer.from(textOf(1)), 2: Buffer.from(textOf(2)) };
    for (const connection of this.#connections) this.send(connection, kind, texts[connection.version]);
  }

  send(connection: Connection, kind: FrameKind, text: Buffer): boolean {
    if (this.silence.withholdsFrames) {
      this.counters.withheld += 1;
      return false;
    }
    const outcome = connection.send(text);
    if (outcome === "slow") this.counters.slow += 1;
    if (outcome === "sent") this.counters.frames[kind] += 1;
    return outcome === "sent";
  }

  stats(): Stats {
    const { frames, withheld, accepted, malformed, slow } = this.counters;
    const total = Object.values(frames).reduce((sum, count) => sum + count, 0);
    const { slots, tickers, cut } = this.subscriptions;
    return {
      frames: { ...frames, total, withheld },
      connections: { open: this.#connections.size, accepted, malformed, slow },
      subscriptions: { open: slots, tickers, cut },
    };
  }
}
