import { Connection } from "./connection.ts";
import type { LineAction } from "./line-action.ts";
import type { LineTimes } from "./line-times.ts";

const NEVER = Number.POSITIVE_INFINITY;
const NOTHING: readonly LineAction[] = [];

export interface ConnectionsOptions {
  readonly socket: number;
  readonly times: LineTimes;
  /** Those the socket is for, as they are now. */
  readonly tickers: ReadonlySet<string>;
  readonly onSubscribed: (now: number) => void;
}

/**
 * The connection of one socket, and while it is renewed a second one, `next`, made before the first is broken:
 * 1. `next` opens, and the old one is pinged. 2. The old one is heard, so nothing is missing so far; `next` is
 * subscribed. 3. `next` delivers and some seconds pass, or more seconds pass in silence; the old one is closed. One
 * that was taken for stalled is closed at the first frame of `next` that comes before any of its own.
 * Where the old one turns out to be dead before 2 its tickers are lost, as without `next`.
 */
export class Connections {
  readonly #options: ConnectionsOptions;
  #current: Connection | undefined;
  #next: Connection | undefined;
  #renewal: "stalled" | "planned" | undefined;
  #handoverAt = NEVER;
  /** The old connection delivered since `connected` was said, so the new one's first frames are not the next ones. */
  #isMixed = false;
  /** The old connection is taken for stalled until it delivers. */
  #isSuspected = false;
  #patienceMs = 0;

  constructor(options: ConnectionsOptions) {
    this.#options = options;
  }

  get isOpen(): boolean {
    return this.#current?.isOpen === true;
  }

  get isRenewed(): boolean {
    return this.#renewal !== undefined;
  }

  /** Another attempt is wanted. */
  get isShort(): boolean {
    return this.#current === undefined || (this.isRenewed && this.#next === undefined);
  }

  get dueAt(): number {
    return Math.min(this.#current?.dueAt ?? NEVER, this.#next?.dueAt ?? NEVER, this.#handoverAt);
  }

  /** Whether this is the connection that was attempted last, of those that are there and those that failed. */
  isLatest(id: number): boolean {
    return this.isRenewed ? this.#next?.id === id : this.#current?.id === id;
  }

  find(id: number): Connection | undefined {
    if (this.#current?.id === id) return this.#current;
    return this.#next?.id === id ? this.#next : undefined;
  }

  /** Those that did not open or answer in time. */
  overdue(now: number): Connection[] {
    return this.#all.filter(each => each.isOverdue(now));
  }

  connect(id: number, now: number): void {
    const connection = new Connection(id, now, this.#options.times);
    if (this.#current === undefined) this.#current = connection;
    else this.#next = connection;
  }

  /** In a stall, the old one's silence is believed when the new one has been silent for `patienceMs` as well. */
  renew(reason: "stalled" | "planned", patienceMs: number): void {
    this.#renewal = reason;
    this.#patienceMs = patienceMs;
    this.#isSuspected = reason === "stalled";
  }

  opened(connection: Connection, now: number): readonly LineAction[] {
    connection.opened(now);
    return connection === this.#current ? this.#subscribe(connection, now) : this.#current!.ping(now);
  }

  ponged(connection: Connection, now: number): readonly LineAction[] {
    connection.ponged();
    return this.#heard(connection, now);
  }

  /** What must be done before the frame is passed on. */
  frame(connection: Connection, now: number): readonly LineAction[] {
    const actions = this.#heard(connection, now);
    const isOld = this.#next !== undefined && connection === this.#current;
    if (connection === this.#current) this.#clear();
    if (isOld) this.#isMixed = this.#next?.isSubscribed === true;
    if (isOld || !connection.isSubscribed) return actions;
    this.#handoverAt = Math.min(this.#handoverAt, this.#next ? now + this.#options.times.overlapMs : NEVER);
    if (!this.#isMixed && !this.#isSuspected) return actions;
    // Said before the frame is passed on, because a gap begins at the last tick before `lost`.
    const lost = this.#isSuspected ? [...this.#say("lost", connection.told), ...this.#break()] : [];
    this.#isMixed = false;
    return [...lost, ...this.#say("connected", connection.told)];
  }

  ended(connection: Connection, now: number): readonly LineAction[] {
    if (connection === this.#next) {
      this.#next = undefined;
      this.#handoverAt = NEVER;
      this.#isMixed = false;
      if (!this.#isSuspected) this.#clear();
      return NOTHING;
    }
    const next = this.#next;
    const isSeamless = next?.isSubscribed === true && !this.#isSuspected;
    this.#handOver();
    if (isSeamless) return NOTHING;
    const lost = this.#say("lost", connection.told);
    if (!next?.isOpen) return lost;
    return [...lost, ...(next.isSubscribed ? this.#say("connected", next.told) : this.#subscribe(next, now))];
  }

  elapse(now: number): readonly LineAction[] {
    const beats = this.#all.flatMap(each => each.beat(now));
    if (now < this.#handoverAt) return beats;
    return [...beats, ...this.#break()];
  }

  /** A ticker is no longer wanted: nothing more is said about it. */
  forget(ticker: string): void {
    for (const each of this.#all) each.forget(ticker);
  }

  /** The tickers have changed. */
  settle(): readonly LineAction[] {
    if (this.#options.tickers.size === 0) return this.#close();
    const actions = this.#all.flatMap(each => each.settle(this.#options.tickers));
    const added = actions.flatMap(action => (action.kind === "subscribe" ? action.tickers : []));
    return [...actions, ...this.#say("connected", new Set(added))];
  }

  get #all(): Connection[] {
    return [this.#current, this.#next].filter(each => each !== undefined);
  }

  /** A sign of life of the old one: nothing has been missed so far, so that the new one may take over. */
  #heard(connection: Connection, now: number): readonly LineAction[] {
    const next = this.#next;
    if (connection === next || !next?.isOpen || next.isSubscribed) return NOTHING;
    this.#handoverAt = now + (this.#isSuspected ? this.#patienceMs : this.#options.times.handoverMs);
    return this.#subscribe(next, now);
  }

  #subscribe(connection: Connection, now: number): LineAction[] {
    this.#isMixed = false;
    this.#options.onSubscribed(now);
    const actions = connection.subscribe(now, this.#options.tickers);
    return [...actions, ...this.#say("connected", connection.told)];
  }

  /** The old one is not stalled; a new one that is not there yet is not wanted for that any more. */
  #clear(): void {
    this.#isSuspected = false;
    if (this.#next === undefined && this.#renewal === "stalled") this.#renewal = undefined;
  }

  #break(): LineAction[] {
    const connection = this.#current!.id;
    this.#handOver();
    return [{ kind: "close", connection }];
  }

  #handOver(): void {
    this.#current = this.#next;
    this.#next = this.#renewal = undefined;
    this.#handoverAt = NEVER;
    this.#isSuspected = false;
  }

  #close(): LineAction[] {
    const closed = this.#all.map(({ id }) => ({ kind: "close" as const, connection: id }));
    this.#next = undefined;
    this.#handOver();
    return closed;
  }

  #say(kind: "connected" | "lost", tickers: Iterable<string>): LineAction[] {
    const all = [...tickers];
    return all.length === 0 ? [] : [{ kind, socket: this.#options.socket, tickers: all }];
  }
}
