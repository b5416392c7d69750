import { type Exact, rounded } from "./statistics/exact.ts";
import { coverage, longestSilence } from "./statistics/presence.ts";
import { priceStatistics } from "./statistics/prices.ts";
import { quoteStatistics } from "./statistics/quotes.ts";
import { returnStatistics, rollSpread } from "./statistics/returns.ts";
import { amihud, volumeStatistics } from "./statistics/volumes.ts";
import type { NaiveWindow } from "./statistics/window.ts";

export type { NaiveWindow } from "./statistics/window.ts";

/** In the order of proto/market/v1/features.proto. */
export const statisticNames = [
  "high_time",
  "low_time",
  "median",
  "quantile_05",
  "quantile_25",
  "quantile_75",
  "quantile_95",
  "std",
  "skewness",
  "kurtosis",
  "slope",
  "twap",
  "dollar_volume",
  "vwap",
  "log_return",
  "realized_variance",
  "upside_semivariance",
  "downside_semivariance",
  "bipower_variation",
  "jump_variation",
  "parkinson_variance",
  "garman_klass_variance",
  "rogers_satchell_variance",
  "up_ticks",
  "down_ticks",
  "buy_volume",
  "sell_volume",
  "signed_volume",
  "volume_imbalance",
  "spread",
  "spread_bps",
  "microprice",
  "amihud",
  "roll_spread",
  "longest_silence_ms",
  "coverage",
] as const;

export type StatisticName = (typeof statisticNames)[number];
export type Statistics = Record<StatisticName, number | null>;

/** Those that look beyond the window's own prices and quotes. They are the cheap ones: logarithms are dear in exact arithmetic. */
export const contextStatistics: ReadonlySet<StatisticName> = new Set<StatisticName>([
  "dollar_volume",
  "vwap",
  "up_ticks",
  "down_ticks",
  "buy_volume",
  "sell_volume",
  "signed_volume",
  "volume_imbalance",
  "longest_silence_ms",
  "coverage",
]);

/**
 * The statistics of a closed window by their textbook definitions (docs/features.md), each rounded once,
 * at the end. Null where one is not defined, where no double can hold it, and where nobody wants it.
 */
export function naiveStatistics(window: NaiveWindow, wanted?: ReadonlySet<StatisticName>): Statistics {
  const values: Partial<Record<StatisticName, Exact | null>> = {
    ...volumeStatistics(window),
    longest_silence_ms: longestSilence(window),
    coverage: coverage(window),
  };
  if (wanted === undefined || [...wanted].some(name => !contextStatistics.has(name)))
    Object.assign(values, statisticsOfPrices(window));
  return statisticsOf(name => (wanted === undefined || wanted.has(name) ? rounded(values[name]!) : null));
}

function statisticsOfPrices(window: NaiveWindow) {
  return {
    ...priceStatistics(window),
    ...returnStatistics(window),
    ...quoteStatistics(window),
    amihud: amihud(window),
    roll_spread: rollSpread(window),
  };
}

/** Every name with its value. */
function statisticsOf(compute: (name: StatisticName) => number | null): Statistics {
  return Object.fromEntries(statisticNames.map(name => [name, compute(name)])) as Statistics;
}
