import type { Features, Tick } from "./record.ts";
import type { Window } from "./window.ts";

/** What a window cannot know from its own ticks. */
export type Context = Pick<Features, "volume" | "inner_volume" | "gap" | "partial">;

/** The features of one closed window. */
export function featuresOf(window: Window, { volume, inner_volume, gap, partial }: Context): Features {
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
    window_kind: "tumbling",
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
    volume,
    inner_volume,
    first_offset: Math.min(...offsets),
    last_offset: Math.max(...offsets),
    duplicate_ticks: window.duplicateTicks,
    gap,
    partial,
    definition: window.definition.hash,
  };
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
