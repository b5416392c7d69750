import { type Columns, NO_MARKET_HOURS } from "./columns.ts";
import type { Definition } from "./definition.ts";
import type { Features } from "./features.ts";
import { summarizePrices } from "./prices.ts";
import type { Series } from "./series.ts";
import { countVolume, type VolumeCarry } from "./volume.ts";

/** The carry of a definition that has not closed a window of the ticker yet. */
const NOTHING_CARRIED: Readonly<VolumeCarry> = {
  exchange: null,
  session: Number.NEGATIVE_INFINITY,
  counter: 0,
};

/**
 * Computes the features of one window, whose ticks are rows `from` to `to` (at least one), and hands what
 * the definition carries on to its next window. A definition's windows must be closed in order of their end.
 */
export function closeWindow(
  series: Series,
  index: number,
  definition: Definition,
  start: number,
  from: number,
  to: number,
): Features {
  const { columns } = series;
  const end = start + definition.lengthMs;
  const isFirst = series.carries[index] === undefined;
  const carry = series.carries[index] ?? { ...NOTHING_CARRIED };
  series.carries[index] = carry;
  const { open, high, low, close, mean } = summarizePrices(columns, from, to);
  const { volume, inner } = countVolume(columns, from, to, carry, isFirst);
  return {
    ticker: series.ticker,
    ...describeInstrument(columns, from, to),
    market_hours: commonMarketHours(columns, from, to),
    window: definition.name,
    window_kind: definition.kind,
    window_start: start,
    window_end: end,
    first_time: columns.time[from]!,
    last_time: columns.time[to - 1]!,
    ticks: to - from,
    open,
    high,
    low,
    close,
    mean,
    volume,
    inner_volume: inner,
    ...findProvenance(columns, from, to),
    gap: series.gaps.touches(start, end),
    partial: isFirst,
    definition: definition.hash,
  };
}

/** The latest that the window's ticks say of their instrument. */
function describeInstrument({ instrument }: Columns, from: number, to: number) {
  let exchange: string | null = null;
  let currency: string | null = null;
  let quote_type: number | null = null;
  for (let row = from; row < to; row++) {
    const each = instrument[row]!;
    exchange = each.exchange ?? exchange;
    currency = each.currency ?? currency;
    quote_type = each.quoteType ?? quote_type;
  }
  return { exchange, currency, quote_type };
}

function commonMarketHours({ marketHours }: Columns, from: number, to: number): number | null {
  let common = NO_MARKET_HOURS;
  for (let row = from; row < to; row++) {
    const hours = marketHours[row]!;
    if (hours === NO_MARKET_HOURS || hours === common) continue;
    if (common !== NO_MARKET_HOURS) return null;
    common = hours;
  }
  return common === NO_MARKET_HOURS ? null : common;
}

function findProvenance({ offset, duplicates }: Columns, from: number, to: number) {
  let first_offset = Number.POSITIVE_INFINITY;
  let last_offset = Number.NEGATIVE_INFINITY;
  let duplicate_ticks = 0;
  for (let row = from; row < to; row++) {
    if (offset[row]! < first_offset) first_offset = offset[row]!;
    if (offset[row]! > last_offset) last_offset = offset[row]!;
    duplicate_ticks += duplicates[row]!;
  }
  return { first_offset, last_offset, duplicate_ticks };
}
