import type { IgnoredReason } from "@market/kafka";
import type { Oddity } from "@market/wire";
import type { FrameResult } from "./intake.ts";
import type { Reason } from "./line-action.ts";

// Every value that a label can have.

const RESULTS: Readonly<Record<FrameResult | "overrun", true>> = {
  tick: true,
  snapshot: true,
  repeat: true,
  unwanted: true,
  too_many_tickers: true,
  overrun: true,
  too_large: true,
  empty: true,
  not_json: true,
  unknown_type: true,
  other_type: true,
  no_message: true,
  not_base64: true,
  not_protobuf: true,
  heartbeat: true,
  no_id: true,
  bad_id: true,
  no_price: true,
  bad_price: true,
  no_time: true,
  bad_time: true,
};

const ODDITIES: Readonly<Record<Oddity, true>> = {
  unknown_field: true,
  unknown_quote_type: true,
  unknown_market_hours: true,
  bad_field: true,
};

const RECONNECTS: Readonly<Record<Reason, true>> = {
  closed: true,
  timeout: true,
  stalled: true,
  planned: true,
};

const IGNORED: Readonly<Record<IgnoredReason, true>> = { ticker: true, partition: true, full: true };

export const FRAME_RESULTS = Object.keys(RESULTS);
export const ODDITY_REASONS = Object.keys(ODDITIES);
export const RECONNECT_REASONS = Object.keys(RECONNECTS);
export const IGNORED_REASONS = Object.keys(IGNORED);
