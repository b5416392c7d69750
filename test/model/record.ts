import type { StatisticName, Statistics } from "./statistics.ts";

/** One price update, as in proto/market/v1/tick.proto. A field that is absent was not sent. */
export type Tick = {
  ticker: string;
  time: number;
  received_time: number;
  price: number;
  day_volume?: number;
  last_size?: number;
  bid?: number;
  bid_size?: number;
  ask?: number;
  ask_size?: number;
  exchange?: string;
  currency?: string;
  quote_type?: number;
  market_hours?: number;
  snapshot?: boolean;
  source?: string;
};

/** One record of one partition of the ticks topic; `timestamp` is the received time r. */
export type LogRecord = { offset: number; timestamp: number } & (
  | { kind: "tick"; tick: Tick }
  | { kind: "clock" }
  | { kind: "gap"; ticker: string; from: number }
);

/** Where a day's windows begin: at this local time of this time zone. At UTC and 0: aligned to the epoch. */
export type Align = { zone: string; opensAtMs: number };

type Common = { name: string; identity: string; hash: string };
export type Tumbling = Common & { kind: "tumbling"; lengthMs: number; align: Align };
export type Sliding = Common & { kind: "sliding"; lengthMs: number; stepMs: number; align: Align };
export type Session = Common & { kind: "session"; gapMs: number };
export type Definition = Tumbling | Sliding | Session;

export type Settings = { waitMs: number; maxFutureMs: number };

export type Options = Settings & {
  definitions: readonly Definition[];
  /** Those that are wanted; without it all are. */
  statistics?: ReadonlySet<StatisticName> | undefined;
  /** Settings that were changed between two runs: they hold from the record at index `from` on. */
  later?: Settings & { from: number };
};

export function settingsAt(index: number, options: Options): Settings {
  return options.later && index >= options.later.from ? options.later : options;
}

/** A record of the features topic, as in proto/market/v1/features.proto, in its key order. */
export type Features = {
  ticker: string;
  exchange: string | null;
  currency: string | null;
  quote_type: number | null;
  market_hours: number | null;
  window: string;
  window_kind: Definition["kind"];
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
} & Statistics & {
    custom: Record<string, number>;
    first_offset: number;
    last_offset: number;
    duplicate_ticks: number;
    gap: boolean;
    partial: boolean;
    definition: string;
  };

/** A tick that came after the close of one of its windows or more, in order of definition, then start. */
export type LateTick = {
  offset: number;
  ticker: string;
  time: number;
  watermark: number;
  windows: { window: string; window_start: number }[];
};

/** A tick that is believed and live; `index` is its place in the log, counted without holes. */
export type Heard = { index: number; offset: number; received: number; tick: Tick };
