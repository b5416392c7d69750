import { type Carry, NOTHING_CARRIED } from "./carry.ts";
import type { ClosedWindow } from "./closed-window.ts";
import { type Columns, NO_MARKET_HOURS } from "./columns.ts";
import { type CustomFeature, computeCustom } from "./custom.ts";
import type { Definition } from "./definition.ts";
import type { DueWindow } from "./due-window.ts";
import type { Features } from "./features.ts";
import { summarizePrices } from "./prices.ts";
import { computeStatistics, type StatisticName } from "./statistics/index.ts";
import { signAfter } from "./statistics/tick-rule.ts";
import { countVolume } from "./volume.ts";

/** What is computed besides the fields that every record has. */
export interface Wanted {
  /** All of them where undefined; the others are null. */
  readonly statistics?: ReadonlySet<StatisticName> | undefined;
  readonly custom?: readonly CustomFeature[];
}

/** By how much each row of the window being closed raised the volume counter; grows to the largest window there was. */
let growth = new Float64Array(1_024);

/**
 * Computes the features of one window, whose ticks are rows `from` to `to` (at least one), and hands what
 * the definition carries on to its next window. A definition's windows must be closed in order of their end.
 */
export function closeWindow(due: DueWindow, definition: Definition, wanted: Wanted): Features {
  const { series, index, start, end, from, to } = due;
  const { columns, ticker } = series;
  if (growth.length < to - from) growth = new Float64Array(2 * (to - from));
  const isFirst = series.carries[index] === undefined;
  const before = series.carries[index] ?? NOTHING_CARRIED;
  const counted = { ...before };
  const { volume, inner } = countVolume(columns, from, to, counted, isFirst, growth);
  const window: ClosedWindow = {
    ticker,
    kind: definition.kind,
    start,
    end,
    columns,
    from,
    to,
    volume,
    growth,
    priceBefore: before.price,
    signBefore: before.sign,
    gapMs: series.gaps.coveredMs(start, end),
  };
  const features: Features = {
    ticker,
    ...describeInstrument(columns, from, to),
    market_hours: commonMarketHours(columns, from, to),
    window: definition.name,
    window_kind: definition.kind,
    window_start: start,
    window_end: end,
    first_time: columns.time[from]!,
    last_time: columns.time[to - 1]!,
    ticks: to - from,
    ...summarizePrices(columns, from, to),
    volume,
    inner_volume: inner,
    ...computeStatistics(window, wanted.statistics),
    custom: computeCustom(window, wanted.custom),
    ...findProvenance(columns, from, to),
    gap: series.gaps.touches(start, end),
    partial: isFirst,
    definition: definition.hash,
  };
  if (due.carriedTo > from) series.carries[index] = carryOn(due, before, counted, isFirst);
  return features;
}

/** What the definition knows after the rows that no later window of its own counts again. */
function carryOn(
  { series, from, to, carriedTo }: DueWindow,
  before: Readonly<Carry>,
  counted: Carry,
  isFirst: boolean,
): Carry {
  const { columns } = series;
  let carry = counted;
  if (carriedTo < to) {
    carry = { ...before };
    countVolume(columns, from, carriedTo, carry, isFirst, growth);
  }
  carry.sign = signAfter(columns.price, from, carriedTo, before.price, before.sign);
  carry.price = columns.price[carriedTo - 1]!;
  return carry;
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
