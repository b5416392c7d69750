import type { Tick } from "./tick.ts";

/** What ticks of one ticker nearly always share, and often those of many: kept once and referred to. */
export interface Context {
  readonly exchange: string | null;
  readonly currency: string | null;
  readonly quoteType: number | null;
  readonly marketHours: number | null;
}

/** Of no tick yet. */
export const NO_CONTEXT: Context = { exchange: null, currency: null, quoteType: null, marketHours: null };

/** A market has a few hundred; what is forgotten is only kept twice. */
const CONTEXTS_MAX = 1_000;
const contexts = new Map<string, Context>();

export function hasContext(tick: Tick, context: Context): boolean {
  return (
    tick.exchange === context.exchange &&
    tick.currency === context.currency &&
    tick.quote_type === context.quoteType &&
    tick.market_hours === context.marketHours
  );
}

/** The context of a tick, the same object for the same values while it is remembered. */
export function contextOf(tick: Tick): Context {
  const { exchange, currency, quote_type: quoteType, market_hours: marketHours } = tick;
  const key = JSON.stringify([exchange, currency, quoteType, marketHours]);
  let context = contexts.get(key);
  if (context === undefined) {
    if (contexts.size >= CONTEXTS_MAX) contexts.clear();
    context = { exchange, currency, quoteType, marketHours };
    contexts.set(key, context);
  }
  return context;
}
