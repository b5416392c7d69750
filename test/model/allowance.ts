import type { Features } from "./record.ts";
import type { StatisticName } from "./statistics.ts";

/** What the expected record of a window says of the magnitudes that its statistics are made of. */
export type Scale = Pick<Features, "ticks" | "high" | "low" | "first_time" | "last_time" | "volume">;

/** Whole numbers: counts, shares and times. */
export const wholeStatistics: ReadonlySet<StatisticName> = new Set([
  ...(["high_time", "low_time", "up_ticks", "down_ticks", "longest_silence_ms"] as const),
  ...(["buy_volume", "sell_volume", "signed_volume"] as const),
]);

/**
 * What of its natural scale a sum in doubles may be off by where its parts cancel: 1e-16 a part, and some
 * ten thousand parts.
 */
export const CANCELLED = 1e-11;
/** What the logarithm of a ratio of two prices is off by: the ratio is rounded to a double first. */
const LOG = 4e-16;
const EPSILON = 2 ** -52;

/**
 * How far a statistic may be from the expected one, beyond 1e-9 of it. Only where it can come out small
 * from parts that are not: everything else has no allowance, and roll_spread is compared by its square.
 */
export function allowanceOf(name: StatisticName, scale: Scale): number {
  const { ticks, high, low } = scale;
  const range = high - low;
  switch (name) {
    case "quantile_05":
    case "quantile_25":
    case "quantile_75":
    case "quantile_95":
      // (n - 1) q is rounded to a double.
      return EPSILON * ticks * range;
    case "skewness":
    case "kurtosis":
    case "coverage":
      return CANCELLED;
    case "slope":
      return (CANCELLED * range) / ((scale.last_time - scale.first_time) / 1000);
    case "twap":
    case "vwap":
      return signed(scale);
    case "dollar_volume":
      return signed(scale) * (scale.volume ?? 0);
    default:
      return ofReturns(name, scale);
  }
}

/** Prices of one sign do not cancel. */
function signed({ high, low }: Scale): number {
  return low < 0 ? CANCELLED * Math.max(high, -low) : 0;
}

function ofReturns(name: StatisticName, scale: Scale): number {
  const range = Math.log(scale.high) - Math.log(scale.low);
  const square = LOG * (2 * range + LOG);
  switch (name) {
    case "log_return":
      return LOG;
    case "amihud":
      // Less was not paid.
      return LOG / ((scale.volume ?? Infinity) * scale.low);
    case "realized_variance":
    case "upside_semivariance":
    case "downside_semivariance":
      return square * scale.ticks;
    case "bipower_variation":
      return 2 * square * scale.ticks;
    case "jump_variation":
      return (3 * square + CANCELLED * range * range) * scale.ticks;
    case "parkinson_variance":
      return square;
    case "garman_klass_variance":
    case "rogers_satchell_variance":
      return 4 * square + CANCELLED * range * range;
    default:
      return 0;
  }
}
