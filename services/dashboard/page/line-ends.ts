import type { Bars } from "../src/api.ts";
import { untilItWorks } from "./retry.ts";

/** Reads the ends of a series' statistics, which pushed bars do not bring: one question at a time, until the series is left. */
export class LineEnds {
  readonly #ask: (from: number) => Promise<Bars>;
  readonly #heard: (answer: Bars) => void;
  readonly #left: AbortSignal;
  /** The oldest window_start that is not asked for yet. */
  #from = Infinity;
  #isReading = false;

  constructor(ask: (from: number) => Promise<Bars>, heard: (answer: Bars) => void, left: AbortSignal) {
    this.#ask = ask;
    this.#heard = heard;
    this.#left = left;
  }

  /** From the bar that starts then on. */
  async read(from: number): Promise<void> {
    this.#from = Math.min(this.#from, from);
    if (this.#isReading) return;
    this.#isReading = true;
    while (this.#from < Infinity && !this.#left.aborted) {
      const answer = await this.#next();
      if (answer && !this.#left.aborted) this.#heard(answer);
    }
    this.#isReading = false;
  }

  /** Undefined once the series was left, or where no answer will come; then the next load heals it. */
  async #next(): Promise<Bars | undefined> {
    const from = this.#from;
    this.#from = Infinity;
    const attempt = () => this.#ask(from);
    return await untilItWorks(attempt, this.#left, () => {}).catch(() => undefined);
  }
}
