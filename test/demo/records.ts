import type { FeaturesRecord } from "../../demo/src/features-record.ts";

/** Noon and ten seconds, in whatever time zone the tests run. */
export const NOON = new Date(2026, 10, 20, 12, 0, 10).getTime();

export const AMZN: FeaturesRecord = {
  ticker: "AMZN",
  window: "5s",
  window_start: NOON,
  window_end: NOON + 5_000,
  ticks: 20,
  open: 184.61,
  high: 184.7,
  low: 184.5,
  close: 184.66,
  mean: 184.6049,
  volume: 12_345,
  gap: false,
  partial: false,
};

export const BTC: FeaturesRecord = {
  ...AMZN,
  ticker: "BTC-USD",
  ticks: 1,
  open: 112_741.34,
  high: 112_741.34,
  low: 112_741.34,
  close: 112_741.34,
  mean: 112_741.34,
  volume: null,
  gap: true,
  partial: true,
};
