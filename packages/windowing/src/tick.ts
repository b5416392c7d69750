/**
 * One price update of one ticker, with the field names of the record it travels in
 * (proto/market/v1/tick.proto). Times are ms since the epoch. Null where the feed sent nothing: absent is not 0.
 */
export interface Tick {
  ticker: string;
  /** Event time. */
  time: number;
  received_time: number;
  price: number;
  day_volume: number | null;
  last_size: number | null;
  bid: number | null;
  bid_size: number | null;
  ask: number | null;
  ask_size: number | null;
  exchange: string | null;
  currency: string | null;
  quote_type: number | null;
  market_hours: number | null;
  snapshot: boolean | null;
  source: string | null;
}

/** Field by field, since decoded records have what the feed left out on their prototype. */
export function copyTick(tick: Tick): Tick {
  return {
    ticker: tick.ticker,
    time: tick.time,
    received_time: tick.received_time,
    price: tick.price,
    day_volume: tick.day_volume,
    last_size: tick.last_size,
    bid: tick.bid,
    bid_size: tick.bid_size,
    ask: tick.ask,
    ask_size: tick.ask_size,
    exchange: tick.exchange,
    currency: tick.currency,
    quote_type: tick.quote_type,
    market_hours: tick.market_hours,
    snapshot: tick.snapshot,
    source: tick.source,
  };
}
