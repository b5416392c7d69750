import type { StatisticValues } from "./statistics/index.ts";

/**
 * The record computed from one closed window of one ticker, with the field names it is published under
 * (proto/market/v1/features.proto). Times are ms since the epoch. Null where undefined, never NaN.
 */
export interface Features extends StatisticValues {
  ticker: string;
  exchange: string | null;
  currency: string | null;
  quote_type: number | null;
  market_hours: number | null;
  window: string;
  window_kind: string;
  window_start: number;
  window_end: number;
  first_time: number;
  last_time: number;
  ticks: number;
  open: number;
  high: number;
  low: number;
  close: number;
  mean: number;
  volume: number | null;
  inner_volume: number | null;
  /** What the modules of FEATURE_MODULES computed, by name. */
  custom: Readonly<Record<string, number | null>>;
  first_offset: number;
  last_offset: number;
  duplicate_ticks: number;
  gap: boolean;
  partial: boolean;
  definition: string;
}
