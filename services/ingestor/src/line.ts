import { Backoff } from "./backoff.ts";
import type { Connection } from "./connection.ts";
import { Connections } from "./connections.ts";
import type { LineAction, Silence } from "./line-action.ts";
import type { LineTimes } from "./line-times.ts";
import { Rhythm } from "./rhythm.ts";

const NEVER = Number.POSITIVE_INFINITY;
const NOTHING: readonly LineAction[] = [];

export interface LineOptions {
  /** The number of the socket. */
  readonly socket: number;
  /** From 0 to 1: spreads reconnects, so that many sockets do not come back at one instant. */
  readonly random: () => number;
  readonly times: LineTimes;
  /** `frames` of all other sockets together. */
  readonly peerFrames: () => number;
}

/**
 * Decides everything about one socket of the pool, and does nothing: each call takes what happened and the time (ms,
 * from any clock that does not go back) and returns what to do. Call `connect` at `connectAt` or later, `elapse` at
 * `dueAt`. What is said about a connection that is not there any more changes nothing.
 */
export class Line {
  /** The tickers this socket is for. */
  readonly tickers = new Set<string>();
  readonly #socket: number;
  readonly #times: LineTimes;
  readonly #peerFrames: () => number;
  readonly #backoff: Backoff;
  readonly #rhythm: Rhythm;
  readonly #connections: Connections;
  #renewAt = NEVER;
  #settleAt = NEVER;
  #lastOpened = false;

  constructor({ socket, random, times, peerFrames }: LineOptions) {
    this.#socket = socket;
    this.#times = times;
    this.#peerFrames = peerFrames;
    this.#backoff = new Backoff(random, times);
    this.#rhythm = new Rhythm(times);
    const onSubscribed = (now: number) => this.#rhythm.begin(now, peerFrames());
    this.#connections = new Connections({ socket, times, tickers: this.tickers, onSubscribed });
  }

  get isOpen(): boolean {
    return this.#connections.isOpen;
  }

  /** How many frames it has had so far, without those that connections were greeted with. */
  get frames(): number {
    return this.#rhythm.framesEver;
  }

  /** Why it is silent, if it is. */
  get silence(): Silence {
    if (this.isOpen) return "market";
    return this.#lastOpened ? "line" : "network";
  }

  /** From when on it wants to connect. */
  get connectAt(): number {
    return this.#connections.isShort && this.tickers.size > 0 ? this.#backoff.retryAt : NEVER;
  }

  /** When `elapse` has something to do. */
  get dueAt(): number {
    const renewAt = this.#connections.isRenewed ? NEVER : this.#renewAt;
    return Math.min(this.#connections.dueAt, this.#settleAt, renewAt);
  }

  add(ticker: string, now: number): void {
    this.tickers.add(ticker);
    this.#settleAt = Math.min(this.#settleAt, now + this.#times.settleMs);
  }

  remove(ticker: string, now: number): void {
    this.tickers.delete(ticker);
    this.#connections.forget(ticker);
    this.#settleAt = Math.min(this.#settleAt, now + this.#times.settleMs);
  }

  /** An attempt begins, under this id. */
  connect(id: number, now: number): void {
    this.#connections.connect(id, now);
    this.#renewAt = NEVER;
  }

  /** Wants a new connection at `at`; a socket that is not open gets one soon anyway. */
  renewAt(at: number): void {
    if (this.isOpen) this.#renewAt = at;
  }

  opened(id: number, now: number): readonly LineAction[] {
    const connection = this.#connections.find(id);
    if (connection === undefined || connection.isOpen) return NOTHING;
    this.#lastOpened = true;
    return this.#connections.opened(connection, now);
  }

  pong(id: number, now: number): readonly LineAction[] {
    const connection = this.#connections.find(id);
    return connection === undefined ? NOTHING : this.#connections.ponged(connection, now);
  }

  /** What must be done before the frame is passed on. */
  frame(id: number, now: number): readonly LineAction[] {
    const connection = this.#connections.find(id);
    if (connection === undefined) return NOTHING;
    if (this.#connections.isLatest(id)) this.#backoff.served();
    this.#rhythm.frame(now, this.#peerFrames());
    return this.#connections.frame(connection, now);
  }

  /** The connection is gone, whoever closed it. */
  closed(id: number, now: number): readonly LineAction[] {
    const connection = this.#connections.find(id);
    return connection === undefined ? NOTHING : this.#end(connection, "closed", now);
  }

  elapse(now: number): readonly LineAction[] {
    const actions: LineAction[] = [];
    for (const each of this.#connections.overdue(now))
      actions.push({ kind: "terminate", connection: each.id }, ...this.#end(each, "timeout", now));
    if (now >= this.#settleAt) {
      this.#settleAt = NEVER;
      actions.push(...this.#connections.settle());
    }
    const beats = this.#connections.elapse(now);
    actions.push(...beats);
    if (this.#connections.isRenewed) return actions;
    // With each ping is often enough: a stall is known after a minute or more.
    const isStalled = beats.some(({ kind }) => kind === "ping") && this.#isStalled(now);
    if (isStalled || now >= this.#renewAt)
      actions.push(...this.#renew(isStalled ? "stalled" : "planned", now));
    return actions;
  }

  /** Where a renewal is planned, a session has just changed, so that an end of the usual rhythm means nothing. */
  #isStalled(now: number): boolean {
    if (this.#rhythm.isBrokenBesidePeers(now, this.#peerFrames())) return true;
    return this.#renewAt === NEVER && this.#rhythm.isBrokenInTime(now);
  }

  #renew(reason: "stalled" | "planned", now: number): readonly LineAction[] {
    this.#renewAt = NEVER;
    if (!this.isOpen) return NOTHING;
    this.#rhythm.rest(now);
    const patienceMs = Math.min(this.#rhythm.longSilenceMs, this.#times.restMs);
    this.#connections.renew(reason, patienceMs);
    return [{ kind: "reconnect", socket: this.#socket, reason }];
  }

  #end(connection: Connection, reason: "closed" | "timeout", now: number): readonly LineAction[] {
    this.#lastOpened = connection.isOpen;
    const actions = this.#connections.ended(connection, now);
    if (this.#connections.isShort) this.#backoff.failed(now);
    return [{ kind: "reconnect", socket: this.#socket, reason }, ...actions];
  }
}
