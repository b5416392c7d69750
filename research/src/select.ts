import type { LogRecord } from "@market/log";
import type { Features } from "@market/windowing";
import { toFeatures } from "./features-record.ts";

export interface Selection {
  /** Undefined for all. */
  readonly tickers?: readonly string[] | undefined;
  readonly windows?: readonly string[] | undefined;
  /** from <= window_start < to, in ms since the epoch. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** The features of those of the records that are selected. */
export function select(records: readonly LogRecord[], selection: Selection): Features[] {
  return records
    .filter(record => mayBeSelected(record, selection))
    .map(toFeatures)
    .filter(features => isSelected(features, selection));
}

/** What key and header rule out need not be decoded. */
function mayBeSelected({ key, headers }: LogRecord, { tickers, windows }: Selection): boolean {
  if (tickers && key !== null && !tickers.includes(Buffer.from(key).toString())) return false;
  return !windows || headers.window === undefined || windows.includes(headers.window);
}

function isSelected({ ticker, window, window_start }: Features, selection: Selection): boolean {
  const { tickers, windows, from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = selection;
  if (tickers && !tickers.includes(ticker)) return false;
  if (windows && !windows.includes(window)) return false;
  return window_start >= from && window_start < to;
}

/** What was looked for, in words. */
export function describe({ tickers, windows, from, to }: Selection): string {
  const parts = [
    tickers ? tickers.join(", ") : "any ticker",
    windows ? `window ${windows.join(", ")}` : "any window",
    ...(from === undefined ? [] : [`from ${iso(from)}`]),
    ...(to === undefined ? [] : [`before ${iso(to)}`]),
  ];
  return parts.join(", ");
}

const SHOWN = 12;

/** What there is, in words: the tickers, windows and times of these records. */
export function describeRecords(records: readonly Features[]): string {
  const tickers = new Set<string>();
  const windows = new Set<string>();
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const { ticker, window, window_start } of records) {
    tickers.add(ticker);
    windows.add(window);
    first = Math.min(first, window_start);
    last = Math.max(last, window_start);
  }
  return `tickers ${shorten(tickers)}; windows ${shorten(windows)}; window_start from ${iso(first)} to ${iso(last)}`;
}

function shorten(names: ReadonlySet<string>): string {
  const sorted = [...names].sort();
  const rest = sorted.length - SHOWN;
  return `${sorted.slice(0, SHOWN).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

const iso = (time: number) => new Date(time).toISOString();
