import type { IncomingMessage, ServerResponse } from "node:http";
import type { Counter } from "prom-client";
import type { PipelineState } from "./api.ts";
import type { Live, Reader } from "./live.ts";
import type { Outlet } from "./outlet.ts";
import { Refused } from "./query.ts";
import { serverEvent } from "./server-event.ts";

export interface StreamCounters {
  readonly streamsReset: Pick<Counter, "inc">;
  readonly streamsCut: Pick<Counter, "inc">;
}

export interface StreamsOptions {
  readonly live: Live;
  readonly state: () => PipelineState;
  readonly outlet: Outlet;
  readonly streamsMax: number;
  readonly counters: StreamCounters | undefined;
}

/** Each stream says how the pipeline is as often as this; so no stream is ever silent, and no proxy takes one for dead. */
const STATE_MS = 1_000;

/** What a stream's reader knows of the state; nothing after a reset, so that it is told right behind that. */
interface Told {
  state: Uint8Array | undefined;
}

/** The open streams of updates. Each is a place in what is pushed and the state it has yet to be told: it queues nothing. */
export class Streams {
  readonly #options: StreamsOptions;
  readonly #wakes = new Set<() => void>();
  readonly #timer: NodeJS.Timeout;
  #state: Uint8Array | undefined;
  /** Whose state it is: one who asks anew must be told how it is now. */
  #generation = 0;

  constructor(options: StreamsOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.#tellState(), STATE_MS);
  }

  get size(): number {
    return this.#wakes.size;
  }

  /** Resolves when the stream has ended. Throws a Refused, before anything is sent, where there are streamsMax already. */
  async follow(
    request: IncomingMessage,
    response: ServerResponse,
    window: string,
    cursor: string | undefined,
  ): Promise<void> {
    const { outlet, streamsMax } = this.#options;
    if (this.size >= streamsMax) throw new Refused(503, "too many streams are open: try again later");
    outlet.open(response, 200, {
      "content-type": "text/event-stream",
      "cache-control": "no-store",
      // It ends when the connection does: what is asked behind it is not answered.
      connection: "close",
      // nginx would collect a stream's events before it passes them on.
      "x-accel-buffering": "no",
    });
    if (request.method === "HEAD") response.end();
    else await this.#write(response, window, cursor);
  }

  async #write(response: ServerResponse, window: string, cursor: string | undefined): Promise<void> {
    const { live, outlet, counters } = this.#options;
    let awake = Promise.withResolvers<void>();
    const wake = () => awake.resolve();
    const told: Told = { state: undefined };
    const reset = () => {
      told.state = undefined;
      counters?.streamsReset.inc();
    };
    const reader = live.follow(window, cursor, { wake, reset });
    const next = this.#nextOf(reader, told);
    this.#wakes.add(wake);
    let isGone = false;
    response.once("close", () => {
      isGone = true;
      wake();
    });
    try {
      while (!isGone) {
        const bytes = next();
        if (bytes === undefined) {
          await awake.promise;
          awake = Promise.withResolvers<void>();
        } else if (!(await outlet.write(response, bytes))) {
          if (!isGone) counters?.streamsCut.inc();
          return;
        }
      }
    } finally {
      this.#wakes.delete(wake);
      reader.close();
    }
  }

  /** The state where it is new, and what was pushed: by turns, so that one who reads slowly gets both. */
  #nextOf(reader: Reader, told: Told): () => Uint8Array | undefined {
    let isStateNext = true;
    return () => {
      const state = this.#stateNow();
      const news = state === told.state ? undefined : state;
      const bytes = isStateNext ? (news ?? reader.next()) : (reader.next() ?? news);
      isStateNext = bytes !== news;
      if (bytes === news) told.state = state;
      return bytes;
    };
  }

  close(): void {
    clearInterval(this.#timer);
  }

  /** Made once for all streams. */
  #stateNow(): Uint8Array {
    const { generation } = this.#options.live;
    if (generation !== this.#generation) this.#state = undefined;
    this.#generation = generation;
    this.#state ??= serverEvent("state", JSON.stringify(this.#options.state()));
    return this.#state;
  }

  #tellState(): void {
    this.#state = undefined;
    for (const wake of this.#wakes) wake();
  }
}
