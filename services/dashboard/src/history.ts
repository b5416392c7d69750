import type { Value } from "@market/tables";
import type { Features } from "@market/windowing";
import type { Bar, Bars, TickerSummary, WindowSummary } from "./api.ts";
import { BarRow, FIELD_NAMES, isCustomField } from "./bar-row.ts";
import { OldestBlocks } from "./oldest-blocks.ts";
import { Series, type SeriesBlock, toBar } from "./series.ts";
import { byKindAndLength } from "./window-order.ts";

export interface HistoryOptions {
  /** The most bars held, all tickers and windows together: some 500 bytes each. */
  readonly barsMax: number;
  /** The most windows (definitions), and pairs of ticker and window, that are held at once. */
  readonly windowsMax?: number;
  readonly seriesMax?: number;
}

/** A record that is held now: what is to be pushed of it. */
export interface Added {
  readonly window: string;
  readonly bar: Bar;
  /** Another record of the same ticker, window and window_start gave way to it. */
  readonly isReplacing: boolean;
}

interface WindowHeld {
  readonly kind: string;
  readonly series: Map<string, Series>;
}

/** The records of the last while, by window and ticker. Whoever writes to the topic may write anything: all of it is bounded. */
export class History {
  readonly #options: Required<HistoryOptions>;
  readonly #windows = new Map<string, WindowHeld>();
  readonly #blocks = new OldestBlocks<SeriesBlock>();
  #row = new BarRow();
  #series = 0;
  #bars = 0;
  #droppedBars = 0;
  #refusedRecords = 0;
  #leftOutBefore = 0;
  #generation = 0;
  #before = Number.NEGATIVE_INFINITY;

  constructor(options: HistoryOptions) {
    this.#options = { windowsMax: 100, seriesMax: 20_000, ...options };
  }

  /** Bars held. */
  get bars(): number {
    return this.#bars;
  }

  /** Another one each time that all is cleared. */
  get generation(): number {
    return this.#generation;
  }

  /** Bars that went because there were more than barsMax. */
  get droppedBars(): number {
    return this.#droppedBars;
  }

  /** Records that were not taken, since there are windowsMax windows or seriesMax series already. */
  get refusedRecords(): number {
    return this.#refusedRecords;
  }

  /** Values of the user's own features that were not taken, since too many names of them were seen. */
  get leftOutValues(): number {
    return this.#leftOutBefore + this.#row.leftOut;
  }

  /** Names of the user's own features seen, in order of their coming. */
  get customNames(): readonly string[] {
    return this.#row.customNames;
  }

  /** The fields of every record beside its ticker and window. */
  get fieldNames(): readonly string[] {
    return FIELD_NAMES;
  }

  /** Undefined where it is not held: it ended before what was forgotten, or there is no room for it. */
  add(features: Features): Added | undefined {
    if (features.window_end < this.#before) return undefined;
    const series = this.#seriesOf(features);
    if (series === undefined) {
      this.#refusedRecords++;
      return undefined;
    }
    const { block, made, isReplacing } = series.put(features);
    if (!isReplacing) this.#bars++;
    for (const each of made) this.#blocks.add(each);
    while (this.#bars > this.#options.barsMax) this.#droppedBars += this.#drop(this.#blocks.first!);
    if (block.length === 0) return undefined;
    return { window: features.window, bar: toBar(features), isReplacing };
  }

  /** By kind (tumbling, sliding, session) and length. */
  windows(): WindowSummary[] {
    return [...this.#windows]
      .map(([window, { kind, series }]) => ({ window, kind, tickers: series.size }))
      .sort(byKindAndLength);
  }

  /** By name; undefined where no such window is held. */
  tickers(window: string): TickerSummary[] | undefined {
    const held = this.#windows.get(window);
    if (held === undefined) return undefined;
    const byName = [...held.series.values()].sort((a, b) => (a.ticker < b.ticker ? -1 : 1));
    return byName.map(series => series.summarize());
  }

  /** How many bars have from <= window_start < to; undefined where no such series is held. */
  count(ticker: string, window: string, from: number, to: number): number | undefined {
    return this.#find(ticker, window)?.count(from, to);
  }

  /** Values of these bars by field, null where the record has none. `names` are fields that `has` knows. */
  columns(
    ticker: string,
    window: string,
    from: number,
    to: number,
    names: readonly string[],
  ): Bars["columns"] | undefined {
    const series = this.#find(ticker, window);
    if (series === undefined) return undefined;
    const columns = names.map(name => ({ name, slot: this.#row.slotOf(name), values: [] as Value[] }));
    for (const row of series.rows(from, to))
      for (const { slot, values } of columns)
        values.push(slot === undefined ? null : this.#row.valueAt(row, slot));
    return Object.fromEntries(columns.map(({ name, values }) => [name, values]));
  }

  /** Whether a record may have such a field beside its ticker and window: custom.NAME also before one was seen. */
  has(name: string): boolean {
    return isCustomField(name) || this.#row.slotOf(name) !== undefined;
  }

  /** The whole records of these bars, `max` of them at most. */
  features(
    ticker: string,
    window: string,
    from: number,
    to: number,
    max = Number.POSITIVE_INFINITY,
  ): Features[] | undefined {
    const series = this.#find(ticker, window);
    if (series === undefined) return undefined;
    const records: Features[] = [];
    for (const row of series.rows(from, to)) {
      if (records.length >= max) break;
      records.push(this.#row.read(ticker, window, row));
    }
    return records;
  }

  /** Bars that ended before `ms` may go, block by block; later ones stay. Records that ended before are no longer taken. */
  forgetBefore(ms: number): void {
    this.#before = Math.max(this.#before, ms);
    for (;;) {
      const block = this.#blocks.first;
      if (block === undefined || block.newestEnd >= this.#before) return;
      this.#drop(block);
    }
  }

  clear(): void {
    this.#generation++;
    this.#windows.clear();
    this.#blocks.clear();
    this.#leftOutBefore = this.leftOutValues;
    this.#row = new BarRow();
    this.#series = 0;
    this.#bars = 0;
  }

  #find(ticker: string, window: string): Series | undefined {
    return this.#windows.get(window)?.series.get(ticker);
  }

  #seriesOf({ ticker, window, window_kind: kind }: Features): Series | undefined {
    const found = this.#find(ticker, window);
    if (found !== undefined) return found;
    const { windowsMax, seriesMax } = this.#options;
    let held = this.#windows.get(window);
    if (this.#series >= seriesMax || (held === undefined && this.#windows.size >= windowsMax))
      return undefined;
    if (held === undefined) {
      held = { kind, series: new Map() };
      this.#windows.set(window, held);
    }
    const series = new Series(ticker, window, this.#row);
    held.series.set(ticker, series);
    this.#series++;
    return series;
  }

  #drop(block: SeriesBlock): number {
    const { owner: series, length } = block;
    series.drop(block);
    this.#bars -= length;
    if (series.length > 0) return length;
    const held = this.#windows.get(series.window)!;
    held.series.delete(series.ticker);
    this.#series--;
    if (held.series.size === 0) this.#windows.delete(series.window);
    return length;
  }
}
