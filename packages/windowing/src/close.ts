import { type Carry, copyCarry, nothingCarried } from "./carry.ts";
import type { ClosedWindow } from "./closed-window.ts";
import { Columns } from "./columns.ts";
import { type CustomFeature, computeCustom } from "./custom.ts";
import type { Definition } from "./definition.ts";
import type { DueWindow } from "./due-window.ts";
import type { Features } from "./features.ts";
import { noFeatures } from "./no-features.ts";
import { summarizePrices } from "./prices.ts";
import { computeStatistics, type Selection } from "./statistics/index.ts";
import { signAfter } from "./statistics/tick-rule.ts";
import { countVolume } from "./volume.ts";

/** What is computed besides the fields that every record has. */
export interface Selected {
  readonly statistics: Selection;
  readonly custom: readonly CustomFeature[];
}

/** The ticks of the window being closed; safe because the core runs on one thread. */
const columns = new Columns();
/** What is counted in a window of which only a part is carried on. */
const counted = nothingCarried();

/**
 * Computes the features of one window, whose ticks are rows `from` to `to` (at least one), and hands what
 * the definition carries on to its next window. A definition's windows must be closed in order of their end.
 */
export function closeWindow(due: DueWindow, definition: Definition, selected: Selected): Features {
  const { series, index, start, end, from, to } = due;
  const { rows, ticker, gaps } = series;
  columns.fill(rows, from, to);
  const isFirst = series.carries[index] === undefined;
  const carry = series.carries[index] ?? nothingCarried();
  const { price: priceBefore, sign: signBefore } = carry;
  const isWhole = due.carriedTo === to;
  const { volume, inner } = countVolume(
    columns,
    to - from,
    isWhole ? carry : copyCarry(carry, counted),
    isFirst,
  );
  const prices = summarizePrices(columns);
  const gapMs = gaps.coveredMs(start, end);
  const { kind, name, hash } = definition;
  const window: ClosedWindow = {
    ticker,
    kind,
    start,
    end,
    columns,
    prices,
    volume,
    priceBefore,
    signBefore,
    gapMs,
  };

  const features = noFeatures();
  features.ticker = ticker;
  describeInstrument(columns, features);
  features.market_hours = commonMarketHours(columns);
  features.window = name;
  features.window_kind = kind;
  features.window_start = start;
  features.window_end = end;
  features.first_time = columns.time[0]!;
  features.last_time = columns.time[to - from - 1]!;
  features.ticks = to - from;
  features.open = prices.open;
  features.high = prices.high;
  features.low = prices.low;
  features.close = prices.close;
  features.mean = prices.mean;
  features.volume = volume;
  features.inner_volume = inner;
  computeStatistics(window, selected.statistics, features);
  if (selected.custom.length > 0) {
    columns.fillSizes(rows, from, to);
    features.custom = computeCustom(window, selected.custom);
  }
  features.first_offset = columns.firstOffset;
  features.last_offset = columns.lastOffset;
  features.duplicate_ticks = rows.repeatsOf(from, to);
  features.gap = gaps.touches(start, end);
  features.partial = isFirst;
  features.definition = hash;
  if (due.carriedTo > from) series.carries[index] = carryOn(due, carry, isFirst);
  return features;
}

/** What the definition knows after the rows that no later window of its own counts again. */
function carryOn({ from, to, carriedTo }: DueWindow, carry: Carry, isFirst: boolean): Carry {
  const count = carriedTo - from;
  if (carriedTo < to) countVolume(columns, count, carry, isFirst);
  carry.sign = signAfter(columns.price, count, carry.price, carry.sign);
  carry.price = columns.price[count - 1]!;
  return carry;
}

/** The latest that the window's ticks say of their instrument. */
function describeInstrument({ length, commonContext, contexts }: Columns, features: Features): void {
  for (let i = commonContext ? length - 1 : 0; i < length; i++) {
    const { exchange, currency, quoteType } = commonContext ?? contexts[i]!;
    features.exchange = exchange ?? features.exchange;
    features.currency = currency ?? features.currency;
    features.quote_type = quoteType ?? features.quote_type;
  }
}

/** Null where ticks have different ones. */
function commonMarketHours({ length, commonContext, contexts }: Columns): number | null {
  if (commonContext) return commonContext.marketHours;
  let common: number | null = null;
  for (let i = 0; i < length; i++) {
    const { marketHours } = contexts[i]!;
    if (marketHours === null || marketHours === common) continue;
    if (common !== null) return null;
    common = marketHours;
  }
  return common;
}
