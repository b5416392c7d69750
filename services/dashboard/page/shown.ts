import type { Bar, Bars } from "../src/api.ts";
import { toBars, toPoints } from "./columns.ts";
import { getBars, getNewestBars, type Span } from "./fetches.ts";
import { LineEnds } from "./line-ends.ts";
import { untilItWorks } from "./retry.ts";

interface ShownAsks {
  /** What is known of a ticker's time before its bars are. */
  span(ticker: string): Span | undefined;
  /** Another series, or the same one read anew (`isSame`). */
  loaded(isSame: boolean): void;
  /** There is no such series, or it could not be read (yet). */
  failed(error: unknown): void;
  /** The last bar was replaced, or one came behind it. */
  added(bar: Bar): void;
  /** A statistic was read as a whole; `values` by window_start. */
  line(name: string, values: Map<number, number | null>): void;
  /** The end of the statistics was read. */
  lineEnds(values: ReadonlyMap<string, Map<number, number | null>>): void;
}

/** A replay brings older bars without end: the series is read anew for all that came within this time. */
const REREAD_MS = 700;

/** The bars and statistics of the ticker and window that are looked at, kept up to date. */
export class Shown {
  ticker = "";
  window = "";
  bars: Bar[] = [];
  readonly #asks: ShownAsks;
  #asked = new AbortController();
  #wanted = { ticker: "", window: "" };
  /** Bars that came while the series was being read: what is read may be from before them. */
  #meanwhile: Bar[] = [];
  #isLoading = false;
  #lines: readonly string[] = [];
  #ends = this.#endsUntil(this.#asked.signal);
  #rereading: ReturnType<typeof setTimeout> | undefined;

  constructor(asks: ShownAsks) {
    this.#asks = asks;
  }

  /** Reads a series and its lines from the oldest bar; whatever was being read before is let go. */
  async load(ticker: string, window: string, lines: readonly string[]): Promise<void> {
    const signal = this.#turnTo(ticker, window, lines);
    this.#isLoading = true;
    const answer = await this.#read(signal, lines, error => this.#asks.failed(error)).catch(error => {
      if (!signal.aborted) this.#fail(error);
    });
    if (answer && !signal.aborted) this.#take(answer);
  }

  /** There is no such series (yet): waits for its first bar. */
  leave(ticker: string, window: string, lines: readonly string[]): void {
    this.#turnTo(ticker, window, lines);
    this.#isLoading = false;
    this.#clear();
  }

  /** Adds lines to what is shown, or takes some away. */
  async show(lines: readonly string[]): Promise<void> {
    const added = lines.filter(name => !this.#lines.includes(name));
    this.#lines = lines;
    // What is on its way may bring more lines than are wanted, but none that is missing.
    if (this.#isLoading) {
      if (added.length > 0) await this.load(this.#wanted.ticker, this.#wanted.window, lines);
      return;
    }
    if (added.length === 0 || this.bars.length === 0) return;
    const { signal } = this.#asked;
    const answer = await this.#read(signal, added, () => {}).catch(error => {
      if (!signal.aborted) this.#asks.failed(error);
    });
    if (answer && !signal.aborted) this.#takeLines(answer, added);
  }

  add(bars: readonly Bar[]): void {
    for (const bar of bars) {
      if (bar.ticker !== this.#wanted.ticker) continue;
      if (this.#isLoading) this.#meanwhile.push(bar);
      else this.#put(bar);
    }
  }

  #turnTo(ticker: string, window: string, lines: readonly string[]): AbortSignal {
    this.#asked.abort();
    this.#asked = new AbortController();
    clearTimeout(this.#rereading);
    this.#rereading = undefined;
    this.#wanted = { ticker, window };
    this.#lines = lines;
    this.#meanwhile = [];
    this.#ends = this.#endsUntil(this.#asked.signal);
    return this.#asked.signal;
  }

  async #read(signal: AbortSignal, lines: readonly string[], failed: (error: unknown) => void) {
    const wanted = { ...this.#wanted, fields: lines.join(",") };
    const attempt = () => getNewestBars(wanted, this.#asks.span(wanted.ticker), signal);
    return await untilItWorks(attempt, signal, failed);
  }

  #fail(error: unknown): void {
    this.#isLoading = false;
    this.#clear();
    this.#asks.failed(error);
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
    this.#asks.loaded(isSame);
    for (const name of this.#lines) this.#asks.line(name, toPoints(answer, name));
    this.add(meanwhile);
  }

  #takeLines(answer: Bars, names: readonly string[]): void {
    for (const name of names) if (this.#lines.includes(name)) this.#asks.line(name, toPoints(answer, name));
    // Bars that came since the answer was made have been asked for without these lines.
    const last = answer.columns.window_start?.at(-1) as number | undefined;
    this.#readEnds(last ?? this.bars[0]?.window_start ?? 0);
  }

  #put(bar: Bar): void {
    const last = this.bars.at(-1);
    if (!last) void this.#reread();
    else if (bar.window_start < last.window_start) this.#rereadSoon();
    else {
      if (bar.window_start > last.window_start) this.bars.push(bar);
      else this.bars[this.bars.length - 1] = bar;
      this.#asks.added(bar);
      this.#readEnds(bar.window_start);
    }
  }

  async #reread(): Promise<void> {
    await this.load(this.#wanted.ticker, this.#wanted.window, this.#lines);
  }

  /** Out of order, which is rare: a topic's partition holds a ticker's windows in order of their ends. */
  #rereadSoon(): void {
    this.#rereading ??= setTimeout(() => void this.#reread(), REREAD_MS);
  }

  /** A pushed bar has the base fields alone: the statistics from it on are asked for. */
  #readEnds(from: number): void {
    if (this.#lines.length > 0) void this.#ends.read(from);
  }

  #endsUntil(left: AbortSignal): LineEnds {
    const ask = (from: number) => getBars({ ...this.#wanted, fields: this.#lines.join(","), from }, left);
    const heard = (answer: Bars) => {
      // A line that was added since is not in the answer.
      const names = this.#lines.filter(name => name in answer.columns);
      this.#asks.lineEnds(new Map(names.map(name => [name, toPoints(answer, name)])));
    };
    return new LineEnds(ask, heard, left);
  }
}
