import { AllSeries } from "./all-series.ts";
import { type Closer, closeDue } from "./close-due.ts";
import { DueQueue } from "./due-queue.ts";
import { FutureLimits } from "./future-limits.ts";
import { countHeld, type Held } from "./held.ts";
import type { Output, Verdict } from "./output.ts";
import { ReceivedTimes } from "./received-times.ts";
import type { Series } from "./series.ts";
import { restoreAll, type SeriesState, saveSeries, type WindowerState } from "./state.ts";
import { selectStatistics } from "./statistics/index.ts";
import { copyTick, type Tick } from "./tick.ts";
import type { WindowerOptions } from "./windower-options.ts";
import { missWindows } from "./windows/miss-windows.ts";
import type { Windows } from "./windows/windows.ts";
import { windowsOf } from "./windows/windows-of.ts";

/** A tick that waits until the windows that its record made due are closed. */
interface Arrival {
  readonly series: Series;
  readonly offset: number;
  readonly receivedTime: number;
  readonly tick: Tick;
}

/**
 * A log whose received times go back this often (each time further) is a pathology; its state must be bounded all the same.
 */
const RECEIVED_TIMES_MAX = 1_000;

/**
 * The windowing of one input partition: feed it every record of the partition, in offset order, and take
 * what it has to publish. It is a function of the records alone: it has no clock and no other input.
 *
 * For each ticker the watermark is lead + R - wait and never goes back, where R is the received time of
 * the partition's latest record. A window is closed when the watermark reaches its end.
 *
 * A record can make a hundred thousand windows due at once. So it only says that they are (`isClosing`), and they are
 * closed by calls of `close`, as many at a time as the caller likes, before the next record.
 */
export class Windower {
  readonly #options: WindowerOptions;
  readonly #windows: readonly Windows[];
  readonly #closer: Closer;
  readonly #series: AllSeries;
  readonly #due = new DueQueue<Series>();
  readonly #received = new ReceivedTimes();
  #changed: Series[] = [];
  #output: Output = { features: [], late: [] };
  #position = 0;
  readonly #futureLimits: FutureLimits;
  #closing: Generator<void, void> | undefined;
  #arrival: Arrival | undefined;

  /** With a state it goes on from there: feed it the records from the state's `low_water` on. */
  constructor(options: WindowerOptions, state?: WindowerState) {
    this.#options = options;
    this.#windows = options.definitions.map(windowsOf);
    this.#series = new AllSeries(options.definitions.length);
    this.#closer = {
      statistics: selectStatistics(options.statistics),
      custom: options.custom ?? [],
      definitions: options.definitions,
      windows: this.#windows,
      due: this.#due,
      settle: series => this.#settle(series),
      publish: features => this.#output.features.push(features),
      closed: series => {
        this.#mark(series);
        this.#schedule(series);
      },
    };
    const { future_limits = [], position = 0 } = state ?? {};
    this.#futureLimits = new FutureLimits(future_limits, position, options.maxFutureMs);
    if (state === undefined) return;
    this.#position = state.position;
    const identities = options.definitions.map(({ identity }) => identity);
    const isAdded = identities.map(identity => !state.definitions.includes(identity));
    for (const series of restoreAll(state, identities)) {
      this.#windows.forEach((windows, i) => {
        if (isAdded[i]) series.startDefinition(windows, i);
      });
      this.#series.add(series);
    }
  }

  /** The offset behind the last record seen. */
  get position(): number {
    return this.#position;
  }

  /** The oldest offset still needed by an open window; `position` if none needs any. */
  get lowWater(): number {
    return Math.min(this.#position, this.#series.minOffset);
  }

  /** What is held at this moment: for when somebody looks, as it goes through all tickers. */
  held(): Held {
    return countHeld(this.#series, this.#windows);
  }

  /** Whether windows are due that must be closed before the next record. */
  get isClosing(): boolean {
    return this.#closing !== undefined;
  }

  /**
   * What the records from `lowWater` on cannot tell again, of all tickers or of those `changed` since the last
   * save: later ones put over earlier ones are the whole state. Only with nothing closing and all output taken.
   * The first save of a windower that was itself restored must be of all.
   */
  save(which: "all" | "changed"): WindowerState {
    if (this.#closing) throw new Error("a windower cannot be saved while it is closing windows");
    const { definitions, waitMs } = this.#options;
    const saved = which === "all" ? this.#series : this.#changed;
    this.#changed = [];
    const low_water = this.lowWater;
    return {
      position: this.#position,
      low_water,
      wait_ms: waitMs,
      future_limits: this.#futureLimits.from(low_water),
      received: this.#received.list(),
      definitions: definitions.map(({ identity }) => identity),
      tickers: this.#saveEach(saved),
    };
  }

  *#saveEach(saved: Iterable<Series>): Generator<SeriesState, void> {
    for (const series of saved) {
      this.#settle(series);
      series.isChanged = false;
      yield saveSeries(series);
    }
  }

  /** Ticks may be missing from here on: every open window, up to each ticker's next tick, is flagged with a gap. */
  missTicks(): void {
    for (const series of this.#series) {
      // An open session began before the watermark, and without some of its ticks it may fall to pieces that end before it.
      const from = Math.min(...this.#windows.map(windows => windows.openFrom(series)));
      series.gaps.miss(Math.max(0, from), Math.max(0, series.watermark));
      series.expectAnything();
      this.#mark(series);
    }
  }

  /** Takes everything that was closed or late since the last call. */
  take(): Output {
    const output = this.#output;
    this.#output = { features: [], late: [] };
    return output;
  }

  /** A clock record, or one that cannot be read: everything received before `receivedTime` is in the log. */
  advance(offset: number, receivedTime: number): void {
    if (offset >= this.#position) this.#arrive(offset, receivedTime);
  }

  /**
   * A gap record: the ticker's feed has been disconnected since event time `from`; 0 if that is unknown, which is since the
   * ticker's latest tick: until then there was a feed.
   */
  gap(offset: number, receivedTime: number, ticker: string, from: number): void {
    if (offset < this.#position) return;
    const series = this.#series.of(ticker);
    series.gaps.open(from === 0 ? Math.min(series.latestTime, receivedTime) : from);
    series.expectAnything();
    this.#mark(series);
    this.#arrive(offset, receivedTime);
  }

  /**
   * What became of the tick; undefined where windows must be closed first: then the last `close` says it. From when there is a
   * verdict the caller may write over the tick and give it again: nothing of it is kept but numbers and strings.
   */
  tick(offset: number, receivedTime: number, tick: Tick): Verdict | undefined {
    const known = this.#series.find(tick.ticker);
    if (known !== undefined && this.#isPlain(known, offset, receivedTime, tick)) {
      this.#received.push(offset, receivedTime);
      this.#position = offset + 1;
      return known.rows.add(tick, offset) ? "folded" : "duplicate";
    }
    return this.#tickInFull(offset, receivedTime, tick);
  }

  /** Nine of ten ticks are: no watermark, lead, gap or end of a window changes, and nothing falls due. */
  #isPlain(series: Series, offset: number, receivedTime: number, { time, snapshot }: Tick): boolean {
    return (
      series.isPlain(time, receivedTime) &&
      receivedTime >= this.#received.max &&
      receivedTime < this.#due.earliest &&
      time <= receivedTime + this.#options.maxFutureMs &&
      offset >= this.#position &&
      !snapshot &&
      this.#closing === undefined
    );
  }

  #tickInFull(offset: number, receivedTime: number, tick: Tick): Verdict | undefined {
    const isReplayed = offset < this.#position;
    const maxFutureMs = isReplayed ? this.#futureLimits.at(offset) : this.#futureLimits.latest;
    const isFuture = tick.time > receivedTime + maxFutureMs;
    if (isFuture || tick.snapshot) {
      this.advance(offset, receivedTime);
      return isFuture ? "future" : "snapshot";
    }
    const series = this.#series.of(tick.ticker);
    if (isReplayed) return this.#fold(series, offset, receivedTime, tick, true);
    this.#settle(series);
    if (series.lead.observe(tick.time, receivedTime)) this.#mark(series);
    this.#schedule(series);
    this.#arrive(offset, receivedTime);
    if (this.#closing === undefined) return this.#foldNew(series, offset, receivedTime, tick);
    this.#arrival = { series, offset, receivedTime, tick };
    return undefined;
  }

  /** Does `steps` of the closing that is under way (a window is about four), and returns the verdict of a tick that waited for it. */
  close(steps: number): Verdict | undefined {
    const closing = this.#closing;
    if (closing === undefined) return undefined;
    for (let step = 0; step < steps; step++) {
      if (!closing.next().done) continue;
      this.#closing = undefined;
      const arrival = this.#arrival;
      this.#arrival = undefined;
      return arrival && this.#foldNew(arrival.series, arrival.offset, arrival.receivedTime, arrival.tick);
    }
    return undefined;
  }

  #mark(series: Series): void {
    if (series.isChanged) return;
    series.isChanged = true;
    this.#changed.push(series);
  }

  #settle(series: Series): void {
    series.settle(this.#received, this.#options.waitMs, this.#position);
  }

  /** Queues the series for the received time at which the watermark reaches its next end. */
  #schedule(series: Series): void {
    this.#due.set(series, series.nextEnd + this.#options.waitMs - series.lead.value);
  }

  #arrive(offset: number, receivedTime: number): void {
    if (this.#closing) throw new Error("windows must be closed before the next record");
    if (this.#received.length >= RECEIVED_TIMES_MAX) this.#forgetReceivedTimes();
    this.#received.push(offset, receivedTime);
    this.#position = offset + 1;
    if (this.#due.earliest <= receivedTime) this.#closing = this.#closeDue(receivedTime);
  }

  #forgetReceivedTimes(): void {
    for (const series of this.#series) {
      this.#settle(series);
      series.expectAnything();
      this.#mark(series);
    }
    this.#received.clear();
  }

  #foldNew(series: Series, offset: number, receivedTime: number, tick: Tick): Verdict {
    this.#settle(series);
    if (series.gaps.observe(tick.time)) this.#mark(series);
    return this.#fold(series, offset, receivedTime, tick, false);
  }

  /**
   * Puts a tick into its open windows. A tick from before `position` has been through here before: it only
   * fills the rows again, and what is closed now was closed or late then.
   */
  #fold(series: Series, offset: number, receivedTime: number, tick: Tick, isReplayed: boolean): Verdict {
    let nextEnd = Number.POSITIVE_INFINITY;
    let isInAll = true;
    let isLate = false;
    for (const windows of this.#windows) {
      const end = windows.openEnd(series, tick.time, isReplayed);
      nextEnd = Math.min(nextEnd, end);
      isInAll &&= end !== Number.POSITIVE_INFINITY;
      isLate ||= windows.isLate(series, tick.time);
    }
    if (isLate && !isReplayed) this.#reportLate(series, offset, receivedTime, tick);
    if (nextEnd === Number.POSITIVE_INFINITY && !isLate) return "early";
    if (nextEnd === Number.POSITIVE_INFINITY) {
      series.note(tick.time);
      return "late";
    }
    if (!series.rows.add(tick, offset)) return "duplicate";
    if (nextEnd < series.nextEnd) {
      series.nextEnd = nextEnd;
      this.#schedule(series);
    }
    if (isInAll && !isLate && !isReplayed) series.expectPlain(tick.time);
    return "folded";
  }

  #reportLate(series: Series, offset: number, receivedTime: number, tick: Tick): void {
    const windows = missWindows(series, tick.time, this.#windows, this.#options.definitions);
    series.expectAnything();
    this.#mark(series);
    this.#output.late.push({
      offset,
      receivedTime,
      tick: copyTick(tick),
      watermark: series.watermark,
      windows,
    });
  }

  #closeDue(receivedTime: number): Generator<void, void> {
    return closeDue(this.#closer, receivedTime);
  }
}
