/** What the shell must do; `lost` means that ticks may be missed from now on. */
export type LineAction = "connect" | "subscribe" | "ping" | "terminate" | "lost";

export interface LineTimes {
  /** Ping interval and pong deadline together stay below WAIT, so that a gap is known before its windows close. */
  readonly pingMs: number;
  readonly pongMs: number;
  readonly connectMs: number;
  /** Subscriptions are sent again this often: Yahoo confirms none, and long-lived sockets lose some. */
  readonly subscribeMs: number;
  readonly backoffMinMs: number;
  readonly backoffMaxMs: number;
}

export const LINE_TIMES: LineTimes = {
  pingMs: 5_000,
  pongMs: 4_000,
  connectMs: 10_000,
  subscribeMs: 15_000,
  backoffMinMs: 1_000,
  backoffMaxMs: 60_000,
};

/** Why no frame arrives: nothing answers, connections do not last, or a good connection has nothing to say. */
export type Silence = "network" | "line" | "market";

const NEVER = Number.POSITIVE_INFINITY;

/**
 * Decides everything about one socket, and does nothing: each call takes what happened and the time (ms, from any
 * clock that does not go back) and returns what to do. Call `elapse` at `dueAt`.
 */
export class Line {
  readonly #times: LineTimes;
  /** From 0 to 1: spreads reconnects, so that many clients do not come back at one instant. */
  readonly #random: () => number;
  #state: "waiting" | "connecting" | "open" = "waiting";
  #failures = 0;
  #lastOpened = false;
  #connectAt = NEVER;
  #connectDeadline = NEVER;
  #pingAt = NEVER;
  #pongDeadline = NEVER;
  #subscribeAt = NEVER;

  constructor(random: () => number, times: LineTimes = LINE_TIMES) {
    this.#random = random;
    this.#times = times;
  }

  get isOpen(): boolean {
    return this.#state === "open";
  }

  /** Why it is silent, if it is. */
  get silence(): Silence {
    if (this.#state === "open") return "market";
    return this.#lastOpened ? "line" : "network";
  }

  /** When `elapse` has something to do. */
  get dueAt(): number {
    return Math.min(
      this.#connectAt,
      this.#connectDeadline,
      this.#pingAt,
      this.#pongDeadline,
      this.#subscribeAt,
    );
  }

  start(now: number): LineAction[] {
    return this.#connect(now);
  }

  opened(now: number): LineAction[] {
    this.#state = "open";
    this.#lastOpened = true;
    this.#connectDeadline = NEVER;
    this.#pingAt = now + this.#times.pingMs;
    this.#subscribeAt = now + this.#times.subscribeMs;
    return ["subscribe"];
  }

  /** Data proves that the other side serves us, so the next failure starts the backoff anew. */
  frame(): void {
    this.#failures = 0;
  }

  pong(): void {
    this.#pongDeadline = NEVER;
  }

  /** The socket is gone, whoever closed it. */
  closed(now: number): LineAction[] {
    if (this.#state === "waiting") return [];
    const wasOpen = this.#state === "open";
    this.#lastOpened = wasOpen;
    this.#wait(now);
    return wasOpen ? ["lost"] : [];
  }

  elapse(now: number): LineAction[] {
    if (now >= this.#connectAt) return this.#connect(now);
    if (now >= this.#connectDeadline || now >= this.#pongDeadline) {
      return ["terminate", ...this.closed(now)];
    }
    const actions: LineAction[] = [];
    if (now >= this.#pingAt) {
      this.#pingAt = now + this.#times.pingMs;
      // A ping in flight keeps its deadline: late answers must not extend it.
      this.#pongDeadline = Math.min(this.#pongDeadline, now + this.#times.pongMs);
      actions.push("ping");
    }
    if (now >= this.#subscribeAt) {
      this.#subscribeAt = now + this.#times.subscribeMs;
      actions.push("subscribe");
    }
    return actions;
  }

  #connect(now: number): LineAction[] {
    this.#state = "connecting";
    this.#connectAt = NEVER;
    this.#connectDeadline = now + this.#times.connectMs;
    return ["connect"];
  }

  #wait(now: number): void {
    const { backoffMinMs, backoffMaxMs } = this.#times;
    const longest = Math.min(backoffMaxMs, backoffMinMs * 2 ** Math.min(this.#failures, 16));
    this.#failures++;
    this.#state = "waiting";
    this.#connectAt = now + longest * (0.5 + this.#random() / 2);
    this.#connectDeadline = NEVER;
    this.#pingAt = NEVER;
    this.#pongDeadline = NEVER;
    this.#subscribeAt = NEVER;
  }
}
