import type { SourceEvent } from "./source.ts";

type Said = Extract<SourceEvent, { kind: "connected" | "lost" }>;

interface Waiting {
  readonly event: SourceEvent;
  readonly socket: number;
}

/** What was dropped of one socket, in short. */
interface Summary {
  readonly lost: Set<string>;
  readonly connected: Set<string>;
  /** Frames were dropped, so that all tickers of the socket are lost. */
  isCut: boolean;
}

/** Short enough that a list is consumed within a few ms. */
const TAKEN_MAX = 1_000;

/**
 * Events between the sockets and who consumes them, in order of received time. When it is full the oldest are dropped:
 * frames are counted and replaced by a `lost` for the tickers of their socket, and what else was said is kept in
 * short, `lost` before `connected`. So it is bounded, and nothing is lost in silence.
 */
export class SourceQueue {
  readonly #max: number;
  /** The tickers of a socket, as they are now. */
  readonly #tickersOf: (socket: number) => Iterable<string>;
  #waiting: Waiting[] = [];
  #head = 0;
  readonly #summaries = new Map<number, Summary>();
  #summarizedAt = 0;
  #wake: (() => void) | undefined;
  /** Frames, since the start. */
  dropped = 0;

  constructor(max: number, tickersOf: (socket: number) => Iterable<string>) {
    this.#max = max;
    this.#tickersOf = tickersOf;
  }

  get isEmpty(): boolean {
    return this.#waiting.length === this.#head && this.#summaries.size === 0;
  }

  push(event: SourceEvent, socket: number): void {
    this.#waiting.push({ event, socket });
    if (this.#waiting.length - this.#head > this.#max) this.#drop();
    this.wake();
  }

  /** The oldest events, as many as are good for one list; empty where there are none. */
  take(): SourceEvent[] {
    const summaries = this.#takeSummaries();
    const end = Math.min(this.#waiting.length, this.#head + TAKEN_MAX);
    const taken = this.#waiting.slice(this.#head, end).map(({ event }) => event);
    this.#head = end;
    this.#compact();
    return [...summaries, ...taken];
  }

  /** Resolves once there is something to take, or at the next `wake`. */
  async filled(): Promise<void> {
    if (!this.isEmpty) return;
    await new Promise<void>(resolve => {
      this.#wake = resolve;
    });
  }

  wake(): void {
    this.#wake?.();
    this.#wake = undefined;
  }

  #drop(): void {
    const { event, socket } = this.#waiting[this.#head++]!;
    const summary = this.#summaries.get(socket) ?? { lost: new Set(), connected: new Set(), isCut: false };
    this.#summaries.set(socket, summary);
    this.#summarizedAt = event.receivedTime;
    if (event.kind === "connected" || event.kind === "lost") {
      for (const ticker of event.tickers) summary[event.kind].add(ticker);
    } else {
      summary.isCut = true;
      this.dropped++;
    }
    this.#compact();
  }

  #takeSummaries(): Said[] {
    const taken: Said[] = [];
    const receivedTime = this.#summarizedAt;
    for (const [socket, { lost, connected, isCut }] of this.#summaries) {
      if (isCut) for (const ticker of this.#tickersOf(socket)) lost.add(ticker);
      if (lost.size > 0) taken.push({ kind: "lost", receivedTime, tickers: [...lost] });
      if (connected.size > 0) taken.push({ kind: "connected", receivedTime, tickers: [...connected] });
    }
    this.#summaries.clear();
    return taken;
  }

  #compact(): void {
    if (this.#head < 1_024 || this.#head * 2 < this.#waiting.length) return;
    this.#waiting = this.#waiting.slice(this.#head);
    this.#head = 0;
  }
}
