import { randomBytes } from "node:crypto";
import { type Clock, systemClock } from "@market/runtime";
import type { Bar } from "./api.ts";
import { Rings, type RingsOptions } from "./rings.ts";
import { serverEvent } from "./server-event.ts";

export interface LiveOptions extends Partial<RingsOptions> {
  readonly clock?: Pick<Clock, "after">;
}

/** Twice the windows that the history holds at once. */
const BOUNDS: RingsOptions = { windowBytesMax: 4 << 20, bytesMax: 32 << 20, windowsMax: 200 };
/** Bars that come within this time make one event. */
const JOIN_MS = 100;
/** More of them make the next: some 40 kB, of which a slow client must take one within STALL_MS. */
const EVENT_BARS_MAX = 250;

const CURSOR = /^([0-9a-f]+)-(\d{1,15})$/;

export interface FollowCalls {
  /** There is a next event. */
  readonly wake: () => void;
  /** The event that was asked for says that what was missed is gone. */
  readonly reset?: () => void;
}

/** One who follows a window: a place in what was pushed, and no more. */
export interface Reader {
  /** The next event's bytes; undefined where there is none yet. */
  next(): Uint8Array | undefined;
  close(): void;
}

interface Follower {
  readonly window: string;
  readonly calls: FollowCalls;
  epoch: string;
  sequence: number;
  /** What it has not seen is no longer known. */
  isLost: boolean;
}

/**
 * What is pushed to whoever follows a window. Events are made once and kept in a ring for each window; readers are places in
 * it, so one who is slow or away costs nothing and is told to ask anew once what it missed is gone.
 */
export class Live {
  readonly #clock: Pick<Clock, "after">;
  readonly #rings: Rings;
  readonly #waiting = new Map<string, Bar[]>();
  readonly #followers = new Map<string, Set<Follower>>();
  #epoch = newEpoch();
  /** Of the latest event, whichever window it is of. */
  #sequence = 0;
  #generation = 0;
  #callOff: (() => void) | undefined;

  constructor({ clock = systemClock, ...bounds }: LiveOptions = {}) {
    this.#clock = clock;
    this.#rings = new Rings({ ...BOUNDS, ...bounds });
  }

  /** Behind all that was pushed by now, of any window; what still waits to be joined comes again. */
  get cursor(): string {
    return `${this.#epoch}-${this.#sequence}`;
  }

  /** Another one whenever readers are told to ask anew, all of them or those of a window. */
  get generation(): number {
    return this.#generation;
  }

  /** Bars that were added to the history since the last push, of one window, in order of their coming. */
  push(window: string, bars: readonly Bar[]): void {
    const waiting = this.#waiting.get(window);
    if (waiting === undefined) this.#waiting.set(window, [...bars]);
    else for (const bar of bars) waiting.push(bar);
    this.#callOff ??= this.#clock.after(JOIN_MS, () => this.#flush());
  }

  /** What readers know is no longer true: they are told to ask anew. */
  reset(): void {
    this.#callOff?.();
    this.#callOff = undefined;
    this.#waiting.clear();
    this.#rings.clear();
    this.#epoch = newEpoch();
    this.#sequence = 0;
    this.#generation++;
    for (const window of this.#followers.keys()) this.#wake(window);
  }

  /** Follows a window from the cursor on, without one from now on. A cursor that nobody gave out is as one long past. */
  follow(window: string, cursor: string | undefined, calls: FollowCalls): Reader {
    const [, epoch = "", sequence = ""] = CURSOR.exec(cursor ?? this.cursor) ?? [];
    const isLost = Number(sequence) < this.#rings.forgotten(window);
    const follower: Follower = { window, calls, epoch, sequence: Number(sequence), isLost };
    const followers = this.#followers.get(window) ?? new Set();
    this.#followers.set(window, followers.add(follower));
    return {
      next: () => this.#next(follower),
      close: () => {
        followers.delete(follower);
        if (followers.size === 0 && this.#followers.get(window) === followers) this.#followers.delete(window);
      },
    };
  }

  #next(follower: Follower): Uint8Array | undefined {
    const { window } = follower;
    const isKnown = follower.epoch === this.#epoch && follower.sequence <= this.#sequence;
    const isGone = this.#rings.has(window) && follower.sequence < this.#rings.forgotten(window);
    if (!isKnown || follower.isLost || isGone) {
      follower.isLost = false;
      follower.epoch = this.#epoch;
      follower.sequence = this.#sequence;
      follower.calls.reset?.();
      return serverEvent("reset", "{}", this.cursor);
    }
    const event = this.#rings.after(window, follower.sequence);
    if (event !== undefined) follower.sequence = event.sequence;
    return event?.bytes;
  }

  #flush(): void {
    this.#callOff = undefined;
    for (const [window, bars] of this.#waiting) {
      for (let from = 0; from < bars.length; from += EVENT_BARS_MAX)
        this.#append(window, bars.slice(from, from + EVENT_BARS_MAX));
    }
    const windows = [...this.#waiting.keys()];
    this.#waiting.clear();
    for (const window of windows) this.#wake(window);
  }

  #append(window: string, bars: readonly Bar[]): void {
    this.#sequence++;
    const bytes = serverEvent("bars", JSON.stringify(bars), this.cursor);
    if (!this.#rings.has(window)) this.#catchUp(window);
    const gone = this.#rings.push(window, { sequence: this.#sequence, bytes });
    if (gone !== undefined) this.#lose(gone.window, gone.latest);
  }

  /** Who follows a window without events has missed nothing, or was told: events that are gone were others'. */
  #catchUp(window: string): void {
    const forgotten = this.#rings.forgotten(window);
    for (const follower of this.#followersHere(window))
      follower.sequence = Math.max(follower.sequence, forgotten);
  }

  #lose(window: string, latest: number): void {
    for (const follower of this.#followersHere(window)) follower.isLost ||= follower.sequence < latest;
    this.#generation++;
    this.#wake(window);
  }

  #followersHere(window: string): Follower[] {
    return [...(this.#followers.get(window) ?? [])].filter(({ epoch }) => epoch === this.#epoch);
  }

  #wake(window: string): void {
    for (const { calls } of this.#followers.get(window) ?? []) calls.wake();
  }
}

function newEpoch(): string {
  return randomBytes(8).toString("hex");
}
