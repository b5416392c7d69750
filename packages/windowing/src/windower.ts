import { closeWindow } from "./close.ts";
import { type Definition, windowStart } from "./definition.ts";
import { DueQueue } from "./due-queue.ts";
import { byEndTickerDefinition, collectDue, type DueWindow } from "./due-window.ts";
import type { Output, Verdict } from "./output.ts";
import { ReceivedTimes } from "./received-times.ts";
import { Series } from "./series.ts";
import { restoreSeries, type SeriesState, saveSeries, type WindowerState } from "./state.ts";
import type { Tick } from "./tick.ts";

export interface WindowerOptions {
  /** In the order in which windows that are due at one instant go out. */
  readonly definitions: readonly Definition[];
  /** How long after event time a window stays open for ticks that are still on their way. */
  readonly waitMs: number;
  /** A tick further ahead of its received time than this is not believed. */
  readonly maxFutureMs: number;
}

/**
 * The windowing of one input partition: feed it every record of the partition, in offset order, and take
 * what it has to publish. It is a function of the records alone: it has no clock and no other input.
 *
 * For each ticker the watermark is lead + R - wait and never goes back, where R is the received time of
 * the partition's latest record. A window is closed when the watermark reaches its end.
 */
export class Windower {
  readonly #options: WindowerOptions;
  readonly #series = new Map<string, Series>();
  readonly #due = new DueQueue<Series>();
  readonly #received = new ReceivedTimes();
  #output: Output = { features: [], late: [] };
  #position = 0;

  /** With a state it goes on from there: feed it the records from the state's `low_water` on. */
  constructor(options: WindowerOptions, state?: WindowerState) {
    this.#options = options;
    if (state === undefined) return;
    this.#position = state.position;
    const names = options.definitions.map(({ name }) => name);
    const indexes = state.definitions.map(name => names.indexOf(name));
    for (const each of state.tickers) {
      const series = restoreSeries(each, state.position - 1, indexes);
      names.forEach((name, index) => {
        if (!state.definitions.includes(name)) series.startDefinition(options.definitions[index]!, index);
      });
      this.#series.set(each.ticker, series);
    }
  }

  /** The offset behind the last record seen. */
  get position(): number {
    return this.#position;
  }

  /** The oldest offset still needed by an open window; `position` if none needs any. */
  get lowWater(): number {
    let oldest = this.#position;
    for (const { columns } of this.#series.values()) oldest = Math.min(oldest, columns.minOffset());
    return oldest;
  }

  /** Everything that the records from `lowWater` on cannot tell again; only with all output taken. */
  state(): WindowerState {
    const tickers: SeriesState[] = [];
    for (const series of this.#series.values()) {
      this.#settle(series);
      tickers.push(saveSeries(series));
    }
    return {
      position: this.#position,
      low_water: this.lowWater,
      definitions: this.#options.definitions.map(({ name }) => name),
      tickers,
    };
  }

  /** Ticks may be missing from here on: every open window, up to each ticker's next tick, is flagged with a gap. */
  missTicks(): void {
    for (const { gaps } of this.#series.values()) gaps.open(0);
  }

  /** Takes everything that became due since the last call. */
  take(): Output {
    const output = this.#output;
    this.#output = { features: [], late: [] };
    return output;
  }

  /** A clock record, or one that cannot be read: everything received before `receivedTime` is in the log. */
  advance(offset: number, receivedTime: number): void {
    if (offset < this.#position) return;
    this.#received.push(offset, receivedTime);
    this.#position = offset + 1;
    if (this.#due.earliest <= receivedTime) this.#closeDue(receivedTime);
  }

  /** A gap record: the ticker's feed has been disconnected since event time `from`, 0 if unknown. */
  gap(offset: number, receivedTime: number, ticker: string, from: number): void {
    if (offset < this.#position) return;
    this.#seriesOf(ticker).gaps.open(from);
    this.advance(offset, receivedTime);
  }

  tick(offset: number, receivedTime: number, tick: Tick): Verdict {
    const isFuture = tick.time > receivedTime + this.#options.maxFutureMs;
    if (isFuture || tick.snapshot) {
      this.advance(offset, receivedTime);
      return isFuture ? "future" : "snapshot";
    }
    const series = this.#seriesOf(tick.ticker);
    if (offset < this.#position) return this.#fold(series, offset, receivedTime, tick, true);
    this.#settle(series);
    series.lead.observe(tick.time, receivedTime);
    this.#schedule(series);
    this.advance(offset, receivedTime);
    this.#settle(series);
    series.gaps.observe(tick.time);
    return this.#fold(series, offset, receivedTime, tick, false);
  }

  #seriesOf(ticker: string): Series {
    let series = this.#series.get(ticker);
    if (series === undefined) {
      series = new Series(ticker);
      this.#series.set(ticker, series);
    }
    return series;
  }

  /**
   * Brings the watermark up to the latest record. Between its own ticks a ticker's lead is constant, so
   * the largest R since then is all that matters; non-empty windows that it passed were closed as they fell due.
   */
  #settle(series: Series): void {
    const latest = series.lead.value + this.#received.maxAfter(series.settledAt) - this.#options.waitMs;
    if (latest > series.watermark) series.watermark = latest;
    series.settledAt = this.#position - 1;
  }

  /** Queues the series for the received time at which the watermark reaches its next end. */
  #schedule(series: Series): void {
    this.#due.set(series, series.nextEnd + this.#options.waitMs - series.lead.value);
  }

  /**
   * Puts a tick into its open windows. A tick from before `position` has been through here before: it only
   * fills the columns again, and what is closed now was closed or late then.
   */
  #fold(series: Series, offset: number, receivedTime: number, tick: Tick, isReplayed: boolean): Verdict {
    const { definitions } = this.#options;
    let nextEnd = Number.POSITIVE_INFINITY;
    let missed = 0;
    for (let index = 0; index < definitions.length; index++) {
      const definition = definitions[index]!;
      const start = windowStart(tick.time, definition);
      if (start < (series.startsAt[index] ?? Number.NEGATIVE_INFINITY)) continue;
      const end = start + definition.lengthMs;
      if (end <= series.watermark) missed++;
      else if (end < nextEnd) nextEnd = end;
    }
    if (missed > 0 && !isReplayed) this.#reportLate(series, offset, receivedTime, tick);
    if (nextEnd === Number.POSITIVE_INFINITY) return missed > 0 ? "late" : "early";
    const row = series.columns.find(tick);
    if (row >= 0) {
      series.columns.duplicates[row]!++;
      return "duplicate";
    }
    series.columns.insert(tick, offset);
    if (nextEnd < series.nextEnd) {
      series.nextEnd = nextEnd;
      this.#schedule(series);
    }
    return "folded";
  }

  #reportLate(series: Series, offset: number, receivedTime: number, tick: Tick): void {
    const { watermark } = series;
    const windows = this.#options.definitions.flatMap((definition, index) => {
      const start = windowStart(tick.time, definition);
      const isMissed = start + definition.lengthMs <= watermark && start >= (series.startsAt[index] ?? start);
      return isMissed ? [{ window: definition.name, window_start: start }] : [];
    });
    this.#output.late.push({ offset, receivedTime, tick, watermark, windows });
  }

  /** Closes the windows that are due at the latest record, in order of (end, ticker, definition). */
  #closeDue(receivedTime: number): void {
    const { definitions } = this.#options;
    const ready: Series[] = [];
    const windows: DueWindow[] = [];
    while (this.#due.earliest <= receivedTime) {
      const series = this.#due.pop();
      const opened = definitions.map((definition, index) => series.openFrom(definition, index));
      this.#settle(series);
      for (let index = 0; index < definitions.length; index++) {
        collectDue(series, definitions[index]!, index, opened[index]!, windows);
      }
      ready.push(series);
    }
    windows.sort(byEndTickerDefinition);
    for (const { series, index, start, from, to } of windows) {
      this.#output.features.push(closeWindow(series, index, definitions[index]!, start, from, to));
    }
    for (const series of ready) {
      series.trim(definitions);
      this.#schedule(series);
    }
  }
}
