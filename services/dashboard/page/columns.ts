import type { Bar, Bars, Value } from "../src/api.ts";

/** The bars of an answer's columns. */
export function toBars({ ticker, columns }: Bars): Bar[] {
  const starts = columns.window_start ?? [];
  const numbers = (name: string) => columns[name] as readonly number[];
  const [ends, opens, highs, lows] = [
    numbers("window_end"),
    numbers("open"),
    numbers("high"),
    numbers("low"),
  ];
  const [closes, ticks] = [numbers("close"), numbers("ticks")];
  const volumes = columns.volume as readonly (number | null)[];
  const [gaps, partials] = [columns.gap ?? [], columns.partial ?? []];
  return starts.map((start, at) => ({
    ticker,
    window_start: start as number,
    window_end: ends[at]!,
    open: opens[at]!,
    high: highs[at]!,
    low: lows[at]!,
    close: closes[at]!,
    volume: volumes[at] ?? null,
    ticks: ticks[at]!,
    gap: isTrue(gaps[at]),
    partial: isTrue(partials[at]),
  }));
}

/** A field's values by window_start; null where the record has none. */
export function toPoints({ columns }: Bars, name: string): Map<number, number | null> {
  const values = columns[name] ?? [];
  return new Map((columns.window_start ?? []).map((start, at) => [start as number, toNumber(values[at])]));
}

function toNumber(value: Value | undefined): number | null {
  return typeof value === "number" ? value : null;
}

function isTrue(value: Value | undefined): boolean {
  return value === true || value === 1;
}

/** Where the bar with this window_start is among bars in order of it; -1 where it is not. */
export function indexOf(bars: readonly Bar[], start: number): number {
  let low = 0;
  let high = bars.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = bars[middle]!.window_start;
    if (found === start) return middle;
    if (found < start) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
