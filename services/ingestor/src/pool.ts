import { Line } from "./line.ts";
import type { LineAction, Silence } from "./line-action.ts";
import { LINE_TIMES, type LineTimes } from "./line-times.ts";
import { inMixedOrder } from "./mixed-order.ts";
import { nextSessionChange } from "./session-changes.ts";

/** Yahoo serves the first 100 tickers of a connection and silently forgets the rest (measured 2026-09-06). */
const TICKERS_MAX = 90;

const NOTHING: readonly PoolAction[] = [];

export type PoolAction =
  | LineAction
  | { readonly kind: "connect"; readonly connection: number; readonly socket: number };

export interface PoolState {
  /** Sockets with a connection that is open. */
  readonly open: number;
  /** Sockets with tickers. */
  readonly total: number;
}

export interface PoolOptions {
  /** From 0 to 1. */
  readonly random: () => number;
  readonly times?: LineTimes;
  /** The time on the two clocks at the start: one that does not go back, and the wall's, for session changes. */
  readonly now: number;
  readonly wall: number;
}

/**
 * Decides everything about all sockets, and does nothing: it says what to do. Synchronous and deterministic; time (ms,
 * from a clock that does not go back) and dice come from outside. Call `elapse` at `dueAt` and after `watch`.
 *
 * A ticker goes into the socket with the lowest number that has room and stays there until it is removed; sockets
 * that are nearly empty are not merged, as that would move tickers.
 */
export class Pool {
  readonly #random: () => number;
  readonly #times: LineTimes;
  /** By socket number. Sockets that have become empty keep their place and how long they must wait. */
  readonly #lines: Line[] = [];
  readonly #lineOf = new Map<string, Line>();
  readonly #lineWith = new Map<number, Line>();
  #frames = 0;
  #connections = 0;
  #attemptAt = Number.NEGATIVE_INFINITY;
  #changeAt: number;
  #wallAhead: number;

  constructor({ random, times = LINE_TIMES, now, wall }: PoolOptions) {
    this.#random = random;
    this.#times = times;
    this.#wallAhead = wall - now;
    this.#changeAt = nextSessionChange(wall);
  }

  get state(): PoolState {
    const wanted = this.#lines.filter(({ tickers }) => tickers.size > 0);
    return { open: wanted.filter(({ isOpen }) => isOpen).length, total: wanted.length };
  }

  /** Why no socket has frames, if none has: what most of them would say. */
  get silence(): Silence {
    const all = this.#lines.filter(({ tickers }) => tickers.size > 0).map(({ silence }) => silence);
    const share = (wanted: Silence) => all.filter(silence => silence === wanted).length / all.length;
    if (share("market") >= 0.5) return "market";
    return share("network") > share("line") || all.length === 0 ? "network" : "line";
  }

  /** When `elapse` has something to do. */
  get dueAt(): number {
    let dueAt = this.#changeAt - this.#wallAhead;
    for (const line of this.#lines)
      dueAt = Math.min(dueAt, line.dueAt, Math.max(line.connectAt, this.#attemptAt));
    return dueAt;
  }

  /** The tickers a socket is for. */
  tickersOf(socket: number): ReadonlySet<string> {
    return this.#lines[socket]?.tickers ?? new Set();
  }

  /** From now on these are wanted, and no others. */
  watch(tickers: ReadonlySet<string>, now: number): void {
    for (const [ticker, line] of this.#lineOf) {
      if (tickers.has(ticker)) continue;
      line.remove(ticker, now);
      this.#lineOf.delete(ticker);
    }
    const added = [...tickers].filter(ticker => !this.#lineOf.has(ticker));
    for (const ticker of inMixedOrder(added)) this.#add(ticker, now);
  }

  opened(connection: number, now: number): readonly PoolAction[] {
    return this.#lineWith.get(connection)?.opened(connection, now) ?? NOTHING;
  }

  pong(connection: number, now: number): readonly PoolAction[] {
    return this.#lineWith.get(connection)?.pong(connection, now) ?? NOTHING;
  }

  /** What must be done before the frame is passed on. */
  frame(connection: number, now: number): readonly PoolAction[] {
    const line = this.#lineWith.get(connection);
    if (line === undefined) return NOTHING;
    const { frames } = line;
    const actions = line.frame(connection, now);
    this.#frames += line.frames - frames;
    this.#forgetEnded(actions);
    return actions;
  }

  closed(connection: number, now: number): readonly PoolAction[] {
    const line = this.#lineWith.get(connection);
    this.#lineWith.delete(connection);
    return line?.closed(connection, now) ?? NOTHING;
  }

  elapse(now: number, wall: number): readonly PoolAction[] {
    this.#wallAhead = wall - now;
    if (wall >= this.#changeAt) {
      for (const line of this.#lines) line.renewAt(now + this.#random() * this.#times.spreadMs);
      this.#changeAt = nextSessionChange(Math.max(wall, this.#changeAt));
    }
    const actions: PoolAction[] = this.#lines.flatMap(line => line.elapse(now));
    this.#forgetEnded(actions);
    return [...actions, ...this.#attempt(now)];
  }

  #forgetEnded(actions: readonly PoolAction[]): void {
    for (const action of actions)
      if (action.kind === "terminate" || action.kind === "close") this.#lineWith.delete(action.connection);
  }

  /** One attempt at a time, for the socket that has waited longest. */
  #attempt(now: number): PoolAction[] {
    if (now < this.#attemptAt) return [];
    let socket = 0;
    for (const [number, { connectAt }] of this.#lines.entries())
      if (connectAt < this.#lines[socket]!.connectAt) socket = number;
    const line = this.#lines[socket];
    if (line === undefined || now < line.connectAt) return [];
    this.#attemptAt = now + this.#times.attemptMs * (1 + this.#random());
    const connection = ++this.#connections;
    this.#lineWith.set(connection, line);
    line.connect(connection, now);
    return [{ kind: "connect", connection, socket }];
  }

  #add(ticker: string, now: number): void {
    const line = this.#lines.find(({ tickers }) => tickers.size < TICKERS_MAX) ?? this.#addLine();
    line.add(ticker, now);
    this.#lineOf.set(ticker, line);
  }

  #addLine(): Line {
    const line: Line = new Line({
      socket: this.#lines.length,
      random: this.#random,
      times: this.#times,
      peerFrames: () => this.#frames - line.frames,
    });
    this.#lines.push(line);
    return line;
  }
}
