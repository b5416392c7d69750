import { type Gap, gapMsWithin, touches } from "./gaps.ts";
import type { Features, Options, Tick } from "./record.ts";
import { naiveStatistics, type Statistics } from "./statistics.ts";
import type { Volume } from "./volume.ts";
import type { Window } from "./window.ts";

/** The features of one closed window, with the gaps of its ticker as they were known when it closed. */
export function featuresOf(window: Window, volume: Volume, gaps: Gap[], options: Options): Features {
  const ticks = window.ticks.map(({ tick }) => tick);
  const prices = ticks.map(tick => tick.price);
  const times = ticks.map(tick => tick.time);
  const offsets = window.ticks.map(({ offset }) => offset);
  return {
    ticker: ticks[0]!.ticker,
    exchange: lastPresent(ticks, "exchange"),
    currency: lastPresent(ticks, "currency"),
    quote_type: lastPresent(ticks, "quote_type"),
    market_hours: onlyPresent(ticks, "market_hours"),
    window: window.definition.name,
    window_kind: window.definition.kind,
    window_start: window.start,
    window_end: window.end,
    first_time: times[0]!,
    last_time: times.at(-1)!,
    ticks: ticks.length,
    open: prices[0]!,
    high: Math.max(...prices),
    low: Math.min(...prices),
    close: prices.at(-1)!,
    mean: prices.reduce((sum, price) => sum + price, 0) / prices.length,
    volume: volume.volume,
    inner_volume: volume.inner_volume,
    ...statistics(window, volume, gaps, options),
    custom: {},
    first_offset: Math.min(...offsets),
    last_offset: Math.max(...offsets),
    duplicate_ticks: window.duplicateTicks,
    gap: touches(gaps, window.start, window.end),
    partial: volume.partial,
    definition: window.definition.hash,
  };
}

function statistics(
  window: Window,
  volume: Volume,
  gaps: Gap[],
  { statistics: wanted }: Options,
): Statistics {
  const { start, end, definition } = window;
  const naive = {
    kind: definition.kind,
    start,
    end,
    ticks: window.ticks.map(({ tick }, i) => ({
      time: tick.time,
      price: tick.price,
      growth: volume.growths[i]!,
      bid: tick.bid,
      bidSize: tick.bid_size,
      ask: tick.ask,
      askSize: tick.ask_size,
    })),
    volume: volume.volume,
    priceBefore: volume.before.price,
    signBefore: volume.before.sign,
    gapMs: gapMsWithin(gaps, start, end),
  };
  return naiveStatistics(naive, wanted);
}

function present<Field extends keyof Tick>(ticks: Tick[], field: Field): NonNullable<Tick[Field]>[] {
  return ticks.map(tick => tick[field]).filter(value => value !== undefined);
}

function lastPresent<Field extends keyof Tick>(ticks: Tick[], field: Field) {
  return present(ticks, field).at(-1) ?? null;
}

/** The value that all ticks agree on; null when they differ or none has one. */
function onlyPresent<Field extends keyof Tick>(ticks: Tick[], field: Field) {
  const values = new Set(present(ticks, field));
  return values.size === 1 ? [...values][0]! : null;
}
