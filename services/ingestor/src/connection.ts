import type { LineAction } from "./line-action.ts";
import type { LineTimes } from "./line-times.ts";

const NEVER = Number.POSITIVE_INFINITY;

/** The deadlines of one connection, from the attempt to its end, and what the other side has been told on it. */
export class Connection {
  /** Unique in the pool, never used again. */
  readonly id: number;
  readonly #times: LineTimes;
  isOpen = false;
  isSubscribed = false;
  #told = new Set<string>();
  /** No longer wanted, and the other side has not been told so yet. */
  #gone = new Set<string>();
  #connectDeadline: number;
  #pingAt = NEVER;
  #pongDeadline = NEVER;
  #subscribeAt = NEVER;

  constructor(id: number, now: number, times: LineTimes) {
    this.id = id;
    this.#times = times;
    this.#connectDeadline = now + times.connectMs;
  }

  get dueAt(): number {
    return Math.min(this.#connectDeadline, this.#pingAt, this.#pongDeadline, this.#subscribeAt);
  }

  /** The tickers it was told to deliver, without those that are no longer wanted. */
  get told(): ReadonlySet<string> {
    return this.#told;
  }

  opened(now: number): void {
    this.isOpen = true;
    this.#connectDeadline = NEVER;
    this.#pingAt = now + this.#times.pingMs;
  }

  ponged(): void {
    this.#pongDeadline = NEVER;
  }

  /** It did not open in time, or did not answer in time. */
  isOverdue(now: number): boolean {
    return now >= this.#connectDeadline || now >= this.#pongDeadline;
  }

  ping(now: number): LineAction[] {
    this.#pingAt = now + this.#times.pingMs;
    // A ping in flight keeps its deadline: late answers must not extend it.
    this.#pongDeadline = Math.min(this.#pongDeadline, now + this.#times.pongMs);
    return [{ kind: "ping", connection: this.id }];
  }

  subscribe(now: number, tickers: ReadonlySet<string>): LineAction[] {
    this.isSubscribed = true;
    this.#told = new Set(tickers);
    this.#subscribeAt = now + this.#times.subscribeMs;
    return this.#say("subscribe", [...tickers]);
  }

  forget(ticker: string): void {
    if (this.#told.delete(ticker)) this.#gone.add(ticker);
  }

  /** Tells what has changed, first what has gone, so that there never are too many. */
  settle(tickers: ReadonlySet<string>): LineAction[] {
    if (!this.isSubscribed) return [];
    const gone = [...this.#gone].filter(ticker => !tickers.has(ticker));
    const added = [...tickers].filter(ticker => !this.#told.has(ticker));
    this.#told = new Set(tickers);
    this.#gone.clear();
    return [...this.#say("unsubscribe", gone), ...this.#say("subscribe", added)];
  }

  /** What is sent from time to time. */
  beat(now: number): LineAction[] {
    const pings = now >= this.#pingAt ? this.ping(now) : [];
    return now >= this.#subscribeAt ? [...pings, ...this.subscribe(now, this.#told)] : pings;
  }

  #say(kind: "subscribe" | "unsubscribe", tickers: readonly string[]): LineAction[] {
    return tickers.length === 0 ? [] : [{ kind, connection: this.id, tickers }];
  }
}
