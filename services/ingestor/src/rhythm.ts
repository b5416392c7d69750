import type { LineTimes } from "./line-times.ts";

/** A silence is a stall when it is this many times longer than the longest usual pause. */
const FACTOR = 4;
/** Each frame forgets this share of the longest pause: a night is forgotten after some hundred frames. */
const KEPT = 0.99;
/** Frames without which there is no rhythm. */
const FRAMES_MIN = 20;
/** A handful of frames elsewhere is no evidence. */
const PEER_FRAMES_MIN = 20;

/**
 * The usual pauses between the frames of one socket, measured in two clocks: in time, and in the frames that all
 * other sockets had meanwhile ("peer frames"). The second stands still when a market closes, the first does not.
 */
export class Rhythm {
  readonly #times: LineTimes;
  /** Frames so far, without those that connections were greeted with. */
  framesEver = 0;
  #countsFrom = Number.POSITIVE_INFINITY;
  #lastAt = 0;
  #lastPeers = 0;
  #longestMs = 0;
  #longestPeers = 0;
  #frames = 0;
  #restUntil = Number.NEGATIVE_INFINITY;
  #renewals = 0;

  constructor(times: LineTimes) {
    this.#times = times;
  }

  /** A connection has been subscribed: the pause until its first frame says nothing. */
  begin(now: number, peers: number): void {
    this.#countsFrom = now + this.#times.greetingMs;
    this.#lastAt = now;
    this.#lastPeers = peers;
    this.#frames = 0;
  }

  frame(now: number, peers: number): void {
    if (now >= this.#countsFrom) {
      this.#longestMs = Math.max(now - this.#lastAt, this.#longestMs * KEPT);
      this.#longestPeers = Math.max(peers - this.#lastPeers, this.#longestPeers * KEPT);
      this.#frames++;
      this.framesEver++;
      this.#renewals = 0;
    }
    this.#lastAt = now;
    this.#lastPeers = peers;
  }

  /** A silence of this length is far longer than usual. */
  get longSilenceMs(): number {
    return Math.max(this.#times.stallMs, this.#longestMs * FACTOR);
  }

  /** Silent for far longer than usual, measured in time. Once a connection: it must have had frames itself. */
  isBrokenInTime(now: number): boolean {
    return this.#mayBreak(now) && this.#frames >= FRAMES_MIN && now - this.#lastAt >= this.longSilenceMs;
  }

  /** Silent while the other sockets had far more frames than they usually have in one of its pauses. */
  isBrokenBesidePeers(now: number, peers: number): boolean {
    const most = Math.max(PEER_FRAMES_MIN, this.#longestPeers * FACTOR);
    return this.#mayBreak(now) && this.framesEver >= FRAMES_MIN && peers - this.#lastPeers >= most;
  }

  /** The socket is renewed: the same silence is not complained of again for a while, a longer one each time. */
  rest(now: number): void {
    this.#restUntil = now + this.#times.restMs * 2 ** Math.min(this.#renewals++, 20);
  }

  #mayBreak(now: number): boolean {
    return now >= this.#restUntil && now - this.#lastAt >= this.#times.stallMs;
  }
}
