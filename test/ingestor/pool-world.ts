import assert from "node:assert/strict";
import { LINE_TIMES } from "../../services/ingestor/src/line-times.ts";
import { Pool, type PoolAction } from "../../services/ingestor/src/pool.ts";

const { pingMs, pongMs, connectMs, backoffMinMs, backoffMaxMs, attemptMs, settleMs, restMs } = LINE_TIMES;

/** How attempts fare: they open, are refused, are never answered, or open and are closed at once. */
export type Weather = "fine" | "refusing" | "hanging" | "slamming";

/** A connection as the other side and the path to it know it. */
interface Path {
  readonly id: number;
  readonly socket: number;
  readonly begunAt: number;
  isOpen: boolean;
  /** It delivers nothing and answers pings. */
  isStalled: boolean;
  /** Since when nothing comes through any more. */
  deadSince: number | undefined;
  readonly subscribed: Set<string>;
  /** Those of which a frame has come on it. */
  readonly seen: Set<string>;
}

/** What is known of a socket from outside. */
interface Watched {
  failures: number;
  /** When its latest connection ended, where no other has been attempted since. */
  endedAt: number | undefined;
  renewal: "stalled" | "planned" | undefined;
  stalledAt: number;
  /** Since it was taken for stalled. */
  hasSpoken: boolean;
}

/** What a consumer knows of a ticker. */
interface Known {
  isConnected: boolean;
  /** The next frame is known to be the first of a connection. */
  isFresh: boolean;
  /** Between the last frame and the next a gap is known. */
  isGap: boolean;
  /** A tick was missed since the last frame, and no gap is known. */
  hasMissed: boolean;
}

export interface WorldOptions {
  readonly random: () => number;
  readonly wall: number;
  /** Each new subscription is greeted with a frame for each ticker. */
  readonly greets?: boolean;
  /** Timers may fire late by up to this. */
  readonly lateMs?: number;
}

/**
 * A pool, a modelled network and feed, and the clock. It does what the pool says and holds it to what it promises, in
 * every step; a tick that is not delivered must be covered by a `lost` before the ticker's next one.
 */
export class World {
  readonly pool: Pool;
  readonly counts = { lost: 0, connects: 0, closed: 0, timeout: 0, stalled: 0, planned: 0, frames: 0 };
  weather: Weather = "fine";
  now = 1_000_000;
  readonly #options: WorldOptions;
  readonly #wallAhead: number;
  readonly #paths = new Map<number, Path>();
  readonly #sockets: Watched[] = [];
  readonly #known = new Map<string, Known>();
  readonly #agenda: { at: number; act: () => void }[] = [];
  #wanted: ReadonlySet<string> = new Set();
  #watchedAt = 0;
  #attemptedAt = Number.NEGATIVE_INFINITY;
  /** What late timers have added to everything in the last minute or so. */
  #late = 0;

  constructor(options: WorldOptions) {
    this.#options = options;
    this.#wallAhead = options.wall - this.now;
    this.pool = new Pool({ random: options.random, now: this.now, wall: options.wall });
  }

  get wall(): number {
    return this.now + this.#wallAhead;
  }

  get paths(): Path[] {
    return [...this.#paths.values()];
  }

  get openPaths(): Path[] {
    return this.paths.filter(({ isOpen }) => isOpen);
  }

  watch(wanted: ReadonlySet<string>): void {
    for (const ticker of this.#known.keys()) if (!wanted.has(ticker)) this.#known.delete(ticker);
    for (const ticker of wanted)
      if (!this.#known.has(ticker))
        this.#known.set(ticker, { isConnected: false, isFresh: false, isGap: true, hasMissed: false });
    this.#wanted = wanted;
    this.#watchedAt = this.now;
    this.pool.watch(wanted, this.now);
  }

  /** Lets time pass until `end`. */
  passUntil(end: number): void {
    for (;;) {
      const next = this.#agenda.reduce((least, { at }) => Math.min(least, at), Number.POSITIVE_INFINITY);
      const { dueAt } = this.pool;
      if (Math.min(next, dueAt) > end) break;
      if (next <= dueAt) this.#meet(next);
      else this.#elapse(dueAt);
      this.#check();
    }
    this.now = Math.max(this.now, end);
  }

  /** The market moves: who is subscribed gets a frame, unless something is wrong with the path. */
  tick(ticker: string): boolean {
    const takers = this.paths.filter(({ subscribed }) => subscribed.has(ticker));
    const reached = takers.filter(path => !path.isStalled && path.deadSince === undefined);
    for (const path of reached) this.#deliver(path, ticker);
    const known = this.#known.get(ticker);
    if (reached.length === 0 && known !== undefined && !known.isGap) known.hasMissed = true;
    return reached.length > 0;
  }

  /** The other side closes it. */
  close(path: Path): void {
    if (path.deadSince !== undefined) return;
    this.#end(path);
    this.#do(this.pool.closed(path.id, this.now));
    this.#check();
  }

  /** From now on nothing comes through, and nobody says so. */
  kill(path: Path): void {
    path.deadSince ??= this.now;
    path.subscribed.clear();
    this.#late = 0;
  }

  /** Stalls end by themselves. What was missed in one that nobody noticed is excused: it cannot be known. */
  heal(): void {
    this.weather = "fine";
    for (const path of this.paths) this.#excuse(path);
  }

  #excuse(path: Path): void {
    if (!path.isStalled) return;
    path.isStalled = false;
    for (const ticker of this.pool.tickersOf(path.socket))
      Object.assign(this.#known.get(ticker) ?? {}, { hasMissed: false });
  }

  #elapse(dueAt: number): void {
    const { random, lateMs = 0 } = this.#options;
    const late = random() < 0.05 ? random() * lateMs : 0;
    this.#late += late;
    this.now = Math.max(this.now, dueAt + late);
    this.#do(this.pool.elapse(this.now, this.wall));
    assert.ok(this.pool.dueAt > this.now, "a timer that is due again at once is a busy loop");
  }

  #meet(at: number): void {
    const index = this.#agenda.findIndex(each => each.at === at);
    const [met] = this.#agenda.splice(index, 1);
    this.now = Math.max(this.now, at);
    met!.act();
  }

  #soon(ms: number, act: () => void): void {
    this.#agenda.push({ at: this.now + ms * this.#options.random(), act });
  }

  #do(actions: readonly PoolAction[]): void {
    for (const action of actions) {
      if (action.kind === "connect") this.#connect(action.connection, action.socket);
      else if (action.kind === "reconnect") this.#reconnect(action.socket, action.reason);
      else if (action.kind === "connected" || action.kind === "lost") this.#tell(action, actions);
      else this.#write(action, this.#paths.get(action.connection));
    }
  }

  #connect(id: number, socket: number): void {
    this.counts.connects++;
    assert.ok(this.now - this.#attemptedAt >= attemptMs, "attempts are paced");
    this.#attemptedAt = this.now;
    const watched = this.#watched(socket);
    const others = this.paths.filter(path => path.socket === socket);
    assert.ok(
      others.length <= (watched.renewal === undefined ? 0 : 1),
      "one connection, two while it is renewed",
    );
    if (watched.endedAt !== undefined) {
      const longest = Math.min(backoffMaxMs, backoffMinMs * 2 ** (watched.failures - 1));
      assert.ok(this.now - watched.endedAt >= longest / 2, "no attempt before its backoff is over");
      watched.endedAt = undefined;
    }
    const [subscribed, seen] = [new Set<string>(), new Set<string>()];
    const path = { id, socket, begunAt: this.now, isOpen: false, isStalled: false, deadSince: undefined };
    this.#paths.set(id, { ...path, subscribed, seen });
    const attempt = this.#paths.get(id)!;
    const { weather } = this;
    if (weather === "refusing") this.#soon(1_000, () => this.#paths.has(id) && this.close(attempt));
    else if (weather !== "hanging") this.#soon(1_000, () => this.#open(attempt, weather === "slamming"));
  }

  #open(path: Path, slams: boolean): void {
    if (!this.#paths.has(path.id) || path.deadSince !== undefined) return;
    path.isOpen = true;
    this.#do(this.pool.opened(path.id, this.now));
    if (slams) this.close(path);
  }

  #reconnect(socket: number, reason: "closed" | "timeout" | "stalled" | "planned"): void {
    this.counts[reason]++;
    const watched = this.#watched(socket);
    if (reason === "stalled") {
      assert.ok(
        this.now - watched.stalledAt >= restMs,
        "renewed because of silence once in 10 minutes at most",
      );
      watched.stalledAt = this.now;
      watched.hasSpoken = false;
    }
    if (reason === "stalled" || reason === "planned") {
      assert.equal(watched.renewal, undefined, "one renewal at a time");
      watched.renewal = reason;
    }
  }

  #tell(
    { kind, socket, tickers }: Extract<PoolAction, { kind: "connected" | "lost" }>,
    all: readonly PoolAction[],
  ): void {
    assert.ok(tickers.length > 0);
    for (const ticker of tickers) {
      const known = this.#known.get(ticker);
      assert.ok(
        known !== undefined && this.pool.tickersOf(socket).has(ticker),
        "only what is wanted is told about",
      );
      if (kind === "lost") {
        assert.ok(known.isConnected, "lost once an outage");
        this.counts.lost++;
        Object.assign(known, { isConnected: false, isGap: true, hasMissed: false });
      } else Object.assign(known, { isConnected: true, isFresh: true });
    }
    if (kind === "connected") return;
    const isOutage = all.some(
      each =>
        each.kind === "reconnect" && each.socket === socket && ["closed", "timeout"].includes(each.reason),
    );
    assert.ok(isOutage || this.#watched(socket).renewal === "stalled", "a planned renewal loses nothing");
  }

  #write(
    action: Exclude<PoolAction, { kind: "connect" | "reconnect" | "connected" | "lost" }>,
    path: Path | undefined,
  ): void {
    assert.ok(path !== undefined, "only a connection that is there is told something");
    if (action.kind === "terminate" || action.kind === "close") this.#leave(path, action.kind);
    else {
      assert.ok(path.isOpen, "only an open connection can be written to");
      if (path.deadSince !== undefined) return;
      if (action.kind === "ping") this.#soon(300, () => this.#pong(path));
      else this.#subscribe(path, action);
    }
  }

  #leave(path: Path, how: "terminate" | "close"): void {
    if (how === "close" && this.pool.tickersOf(path.socket).size > 0) {
      const successor = this.paths.find(({ socket, id }) => socket === path.socket && id > path.id);
      const isMade = successor !== undefined && (successor.subscribed.size > 0 || successor.deadSince);
      assert.ok(isMade, "broken after the other was made");
      // Both were silent for long: that is taken for a quiet market.
      if (successor.seen.size === 0 || this.#watched(path.socket).renewal === "planned") this.#excuse(path);
      this.#watched(path.socket).renewal = undefined;
    }
    this.#end(path, how);
  }

  #subscribe(path: Path, action: Extract<PoolAction, { kind: "subscribe" | "unsubscribe" }>): void {
    for (const ticker of action.tickers) {
      if (action.kind === "unsubscribe")
        assert.ok(path.subscribed.delete(ticker), "unsubscribed where it is");
      else path.subscribed.add(ticker);
    }
    assert.ok(path.subscribed.size <= 90, "at most 90 tickers a connection");
    if (!this.#options.greets || path.seen.size > 0) return;
    this.#soon(1_000, () => {
      if (!this.#paths.has(path.id) || path.isStalled || path.deadSince !== undefined) return;
      for (const ticker of action.tickers) this.#deliver(path, ticker);
    });
  }

  #pong(path: Path): void {
    if (this.#paths.has(path.id) && path.deadSince === undefined) this.#do(this.pool.pong(path.id, this.now));
  }

  #deliver(path: Path, ticker: string): void {
    const watched = this.#watched(path.socket);
    this.counts.frames++;
    this.#do(this.pool.frame(path.id, this.now));
    if (!this.paths.some(({ socket, id }) => socket === path.socket && id < path.id))
      watched.hasSpoken = true;
    this.#clear(path.socket);
    const latest = Math.max(...this.paths.filter(({ socket }) => socket === path.socket).map(({ id }) => id));
    if (path.id === latest && (watched.renewal === undefined || this.#isRenewing(path.socket)))
      watched.failures = 0;
    const known = this.#known.get(ticker);
    if (known === undefined) return;
    // What a new connection is greeted with may be old; the first frame on the one it replaces is not.
    const isGreeting = path.id === latest && !path.seen.has(ticker);
    assert.ok(!isGreeting || known.isFresh, "a first frame on a new connection is announced");
    path.seen.add(ticker);
    assert.ok(known.isConnected, "no frame of a ticker that is lost");
    assert.ok(!known.hasMissed || watched.renewal === "planned", "no tick is missed in silence");
    Object.assign(known, { isFresh: false, isGap: false, hasMissed: false });
  }

  /** A stall that was none needs no renewal, unless that is on its way already. */
  #clear(socket: number): void {
    const watched = this.#watched(socket);
    if (watched.renewal === "stalled" && watched.hasSpoken && !this.#isRenewing(socket))
      watched.renewal = undefined;
  }

  #isRenewing(socket: number): boolean {
    return this.paths.filter(path => path.socket === socket).length === 2;
  }

  #end(path: Path, how: "closed" | "terminate" | "close" = "closed"): void {
    const watched = this.#watched(path.socket);
    if (watched.renewal === "planned") this.#excuse(path);
    this.#paths.delete(path.id);
    const isOldest = !this.paths.some(({ socket, id }) => socket === path.socket && id < path.id);
    const isSucceeded = this.paths.some(({ socket, id }) => socket === path.socket && id > path.id);
    if (isOldest) watched.renewal = undefined;
    this.#clear(path.socket);
    if (how === "close" || isSucceeded) return;
    // Where a renewal waits to be tried again it is not the old connection that is backed off from.
    if (watched.endedAt !== undefined) return;
    watched.failures++;
    watched.endedAt = this.now;
  }

  #watched(socket: number): Watched {
    this.#sockets[socket] ??= {
      failures: 0,
      endedAt: undefined,
      renewal: undefined,
      stalledAt: Number.NEGATIVE_INFINITY,
      hasSpoken: false,
    };
    return this.#sockets[socket];
  }

  #check(): void {
    for (const path of this.paths) {
      const since = path.isOpen ? path.deadSince : path.begunAt;
      const limit = path.isOpen ? pingMs + pongMs : connectMs;
      if (since !== undefined)
        assert.ok(this.now - since <= limit + this.#late, "what is dead is found in time");
    }
    const isSettled = this.now - this.#watchedAt > settleMs + (this.#options.lateMs ?? 0);
    for (const path of this.openPaths) {
      if (!isSettled || path.deadSince !== undefined) continue;
      const wanted = this.pool.tickersOf(path.socket);
      if (path.subscribed.size === 0 && this.#isRenewing(path.socket)) continue;
      assert.deepEqual(path.subscribed, wanted, "an open connection is subscribed to exactly its tickers");
    }
    assert.ok(this.pool.state.total <= this.#sockets.length + Math.ceil(this.#wanted.size / 90) + 1);
  }
}
