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
