import type { Features } from "@market/windowing";

const BAR_MS = 300_000;

/** A row as bars.sql shows it, times as DuckDB writes them. */
type Row = Readonly<Record<string, string | number | boolean | null>>;

/** What examples/sql/bars.sql is to make of one-minute features: bars of five minutes by time and ticker. */
export function barsOf(features: readonly Features[]): Row[] {
  const barOf = ({ ticker, window_start }: Features) => `${Math.floor(window_start / BAR_MS)} ${ticker}`;
  const bars = [...Map.groupBy(inOrder(features), barOf).values()].map(minutes => {
    const volume = sumOf(minutes.map(each => each.volume));
    const dollarVolume = sumOf(minutes.map(each => each.dollar_volume));
    return {
      ticker: minutes[0]!.ticker,
      bar: timeOf(Math.floor(minutes[0]!.window_start / BAR_MS) * BAR_MS),
      minutes: minutes.length,
      ticks: sumOf(minutes.map(({ ticks }) => ticks)),
      open: minutes[0]!.open,
      high: Math.max(...minutes.map(({ high }) => high)),
      low: Math.min(...minutes.map(({ low }) => low)),
      close: minutes.at(-1)!.close,
      volume,
      vwap: volume === null || volume === 0 || dollarVolume === null ? null : dollarVolume / volume,
      gap: minutes.some(({ gap }) => gap),
    };
  });
  return bars.sort((a, b) => (`${a.bar} ${a.ticker}` < `${b.bar} ${b.ticker}` ? -1 : 1));
}

/** The `count` minutes of the highest realized variance. */
export function mostVolatileOf(features: readonly Features[], count: number): Row[] {
  return inOrder(features)
    .filter(({ realized_variance }) => realized_variance !== null)
    .sort((a, b) => b.realized_variance! - a.realized_variance!)
    .slice(0, count)
    .map(({ ticker, window_start, realized_variance, high, low, ticks }) => ({
      ticker,
      minute: timeOf(window_start),
      volatility: Math.sqrt(realized_variance!),
      high,
      low,
      ticks,
    }));
}

function inOrder(features: readonly Features[]): Features[] {
  return features.toSorted((a, b) => a.window_start - b.window_start || (a.ticker < b.ticker ? -1 : 1));
}

/** Null as soon as one of them is. */
function sumOf(values: readonly (number | null)[]): number | null {
  return values.reduce((sum, value) => (sum === null || value === null ? null : sum + value), 0);
}

function timeOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace("T", " ");
}
