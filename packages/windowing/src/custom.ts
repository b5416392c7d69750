import type { ClosedWindow } from "./closed-window.ts";

/** A feature of the user's own. What it throws stops the windowing, and what it returns is published as it is: its maker sees to both. */
export interface CustomFeature {
  readonly name: string;
  of(window: WindowTicks): number | null;
}

/**
 * The ticks of one closed window, for features of the user's own: one array a field, all of the same length (at least 1), in
 * event-time order, ties in log order. NaN is what the feed left out. Each access makes a copy, so sorting one in place harms nobody.
 */
export class WindowTicks {
  readonly ticker: string;
  readonly kind: "tumbling" | "sliding" | "session";
  /** The window is [start, end), in ms since the epoch. */
  readonly start: number;
  readonly end: number;
  /** How many ticks there are. */
  readonly length: number;
  readonly #window: ClosedWindow;

  constructor(window: ClosedWindow) {
    this.ticker = window.ticker;
    this.kind = window.kind;
    this.start = window.start;
    this.end = window.end;
    this.length = window.columns.length;
    this.#window = window;
  }

  /** Event times, in ms since the epoch. */
  get time(): Float64Array {
    return this.#copy("time");
  }

  get price(): Float64Array {
    return this.#copy("price");
  }

  /** The feed's volume counter of the trading day. */
  get dayVolume(): Float64Array {
    return this.#copy("dayVolume");
  }

  get lastSize(): Float64Array {
    return this.#copy("lastSize");
  }

  get bid(): Float64Array {
    return this.#copy("bid");
  }

  get bidSize(): Float64Array {
    return this.#copy("bidSize");
  }

  get ask(): Float64Array {
    return this.#copy("ask");
  }

  get askSize(): Float64Array {
    return this.#copy("askSize");
  }

  /** What each tick added to the record's volume; null where that is null. */
  get growth(): Float64Array | null {
    const { columns, volume } = this.#window;
    return volume === null ? null : columns.growth.slice(0, this.length);
  }

  #copy(column: NumericColumn): Float64Array {
    const { columns } = this.#window;
    const isThere = !QUOTES.has(column) || columns.hasQuotes;
    return isThere ? columns[column].slice(0, this.length) : new Float64Array(this.length).fill(Number.NaN);
  }
}

type NumericColumn = "time" | "price" | "dayVolume" | "lastSize" | "bid" | "bidSize" | "ask" | "askSize";

const QUOTES: ReadonlySet<NumericColumn> = new Set(["bid", "bidSize", "ask", "askSize"]);

/** The values of all features by name, in their order. */
export function computeCustom(
  window: ClosedWindow,
  features: readonly CustomFeature[],
): Record<string, number | null> {
  const values: Record<string, number | null> = {};
  const ticks = new WindowTicks(window);
  for (const feature of features) values[feature.name] = feature.of(ticks);
  return values;
}
