/** The two ways of saying nothing while the sockets stay open. Both end by themselves. */
export class Silence {
  #stalledUntil = 0;
  #frozenUntil = 0;

  /** No frames for `ms`, but pings are answered. Zero ends it. */
  stall(ms: number): void {
    this.#stalledUntil = performance.now() + ms;
  }

  /** No frames and no pongs for `ms`. Zero ends it. */
  freeze(ms: number): void {
    this.#frozenUntil = performance.now() + ms;
  }

  get withholdsFrames(): boolean {
    return performance.now() < Math.max(this.#stalledUntil, this.#frozenUntil);
  }

  get withholdsPongs(): boolean {
    return performance.now() < this.#frozenUntil;
  }
}
