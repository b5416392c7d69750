import type { Bar, Bars } from "../src/api.ts";
import { toBars, toPoints } from "./columns.ts";
import { getBars, Refused } from "./fetches.ts";
import { untilItWorks } from "./retry.ts";

interface ShownHeard {
  /** Another series, or the same one read anew (`isSame`). */
  loaded(isSame: boolean): void;
  /** There is no such series, or it could not be read yet. */
  failed(error: unknown): void;
  /** A bar was replaced, or came behind the others. */
  added(bar: Bar): void;
  /** A statistic was read as a whole; `values` by window_start. */
  line(name: string, values: Map<number, number | null>): void;
  /** The end of the statistics was read. */
  lineEnds(values: ReadonlyMap<string, Map<number, number | null>>): void;
}

/** The bars and statistics of the ticker and window that are looked at, kept up to date. */
export class Shown {
  ticker = "";
  window = "";
  bars: Bar[] = [];
  readonly #heard: ShownHeard;
  #asked = new AbortController();
  #wanted = { ticker: "", window: "" };
  /** Bars that came while the series was being read: what is read may be from before them. */
  #meanwhile: Bar[] = [];
  #isLoading = false;
  #lines: readonly string[] = [];
  #isReadingEnds = false;
  #endFrom: number | undefined;

  constructor(heard: ShownHeard) {
    this.#heard = heard;
  }

  /** Reads a series and its lines from the oldest bar; whatever was being read before is let go. */
  async load(ticker: string, window: string, lines: readonly string[]): Promise<void> {
    this.#asked.abort();
    this.#asked = new AbortController();
    const { signal } = this.#asked;
    this.#wanted = { ticker, window };
    this.#meanwhile = [];
    this.#isLoading = true;
    this.#lines = lines;
    try {
      const read = () => getBars({ ticker, window, fields: lines.join(",") }, signal);
      const answer = await untilItWorks(read, signal, error => this.#heard.failed(error));
      if (!signal.aborted) this.#take(answer);
    } catch (error) {
      if (signal.aborted) return;
      this.#isLoading = false;
      this.#clear();
      this.#heard.failed(error);
    }
  }

  /** There is no such series (yet): waits for its first bar. */
  leave(ticker: string, window: string, lines: readonly string[]): void {
    this.#asked.abort();
    this.#wanted = { ticker, window };
    this.#lines = lines;
    this.#isLoading = false;
    this.#clear();
  }

  /** Adds lines to what is shown, or takes some away. */
  async show(lines: readonly string[]): Promise<void> {
    const added = lines.filter(name => !this.#lines.includes(name));
    this.#lines = lines;
    if (this.#isLoading) {
      await this.load(this.#wanted.ticker, this.#wanted.window, lines);
      return;
    }
    if (added.length === 0 || this.bars.length === 0) return;
    const { signal } = this.#asked;
    const { ticker, window } = this;
    try {
      const read = () => getBars({ ticker, window, fields: added.join(",") }, signal);
      const answer = await untilItWorks(read, signal, () => {});
      if (signal.aborted) return;
      for (const name of added)
        if (this.#lines.includes(name)) this.#heard.line(name, toPoints(answer, name));
      void this.#readEnds(this.bars.at(-1)?.window_start);
    } catch (error) {
      if (!signal.aborted) this.#heard.failed(error);
    }
  }

  add(bars: readonly Bar[]): void {
    for (const bar of bars) {
      if (bar.ticker !== this.#wanted.ticker) continue;
      if (this.#isLoading) this.#meanwhile.push(bar);
      else this.#put(bar);
    }
  }

  #clear(): void {
    this.ticker = this.#wanted.ticker;
    this.window = this.#wanted.window;
    this.bars = [];
  }

  #take(answer: Bars): void {
    const isSame = this.ticker === answer.ticker && this.window === answer.window && this.bars.length > 0;
    this.ticker = answer.ticker;
    this.window = answer.window;
    this.bars = toBars(answer);
    this.#isLoading = false;
    const meanwhile = this.#meanwhile;
    this.#meanwhile = [];
    this.#heard.loaded(isSame);
    for (const name of this.#lines) this.#heard.line(name, toPoints(answer, name));
    for (const bar of meanwhile) this.#put(bar);
  }

  #put(bar: Bar): void {
    const last = this.bars.at(-1);
    if (!last) {
      void this.load(this.#wanted.ticker, this.#wanted.window, this.#lines);
      return;
    }
    if (bar.window_start > last.window_start) this.bars.push(bar);
    else if (bar.window_start === last.window_start) this.bars[this.bars.length - 1] = bar;
    else this.#insert(bar);
    if (bar.window_start < last.window_start) this.#heard.loaded(true);
    else this.#heard.added(bar);
    void this.#readEnds(bar.window_start);
  }

  /** Out of order, which is rare: a topic's partition holds a ticker's windows in order of their ends. */
  #insert(bar: Bar): void {
    const at = this.bars.findIndex(({ window_start }) => window_start >= bar.window_start);
    const isThere = this.bars[at]?.window_start === bar.window_start;
    this.bars.splice(at, isThere ? 1 : 0, bar);
  }

  /** A pushed bar has the base fields alone: the statistics from it on are asked for, one question at a time. */
  async #readEnds(from: number | undefined): Promise<void> {
    if (from === undefined || this.#lines.length === 0) return;
    this.#endFrom = Math.min(this.#endFrom ?? from, from);
    if (this.#isReadingEnds) return;
    this.#isReadingEnds = true;
    const { signal } = this.#asked;
    try {
      while (this.#endFrom !== undefined && !signal.aborted) {
        const wanted = {
          ticker: this.ticker,
          window: this.window,
          fields: this.#lines.join(","),
          from: this.#endFrom,
        };
        this.#endFrom = undefined;
        const answer = await getBars(wanted, signal);
        this.#heard.lineEnds(new Map(this.#lines.map(name => [name, toPoints(answer, name)])));
      }
    } catch (error) {
      // The next bar asks again, from its own start on; a refusal to read older ones heals with the next load.
      if (!signal.aborted && !(error instanceof Refused)) this.#endFrom ??= from;
    } finally {
      this.#isReadingEnds = false;
      if (signal.aborted) this.#endFrom = undefined;
    }
  }
}
