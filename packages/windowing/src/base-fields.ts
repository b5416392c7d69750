import type { Features } from "./features.ts";
import type { StatisticName } from "./statistics/index.ts";
import type { Field } from "./statistics/statistics.ts";

const MS = "ms since the epoch";

function field(unit: string, formula: string, nullWhen = ""): Field {
  return { unit, formula, nullWhen, reference: "" };
}

/** What the fields mean that every record has, besides the statistics. In the record's order, which the statistics interrupt. */
export const BASE_FIELDS: Readonly<Record<Exclude<keyof Features, StatisticName>, Field>> = {
  ticker: field("", "the record's key"),
  exchange: field(
    "",
    "the feed's code of the exchange, such as NMS: the latest that a tick named",
    "no tick named one",
  ),
  currency: field(
    "",
    "the currency of the prices: the latest that a tick named",
    "no tick named one, as Yahoo's do for most stocks",
  ),
  quote_type: field(
    "",
    "Yahoo's code of what is quoted (8 equity, 41 crypto): the latest that a tick named",
    "no tick named one",
  ),
  market_hours: field(
    "",
    "Yahoo's code: 0 pre-market, 1 regular, 2 post-market, 3 overnight",
    "ticks differ, or none named one",
  ),
  window: field("", "the definition as configured: 1m, 5m/1m, session:30s"),
  window_kind: field("", "tumbling, sliding or session"),
  window_start: field(
    MS,
    "the window is [window_start, window_end) of event time; for a session: first_time",
  ),
  window_end: field(
    MS,
    "for a session: last_time + gap, or the whole hour that cut it; also the record's timestamp",
  ),
  first_time: field(MS, "event time of the first tick: that of the open"),
  last_time: field(MS, "event time of the last tick: that of the close"),
  ticks: field("ticks", "n, how many ticks the window holds, at least 1; exact repeats are not among them"),
  open: field("price", "p_1, by event time, ties in log order"),
  high: field("price", "max p_i"),
  low: field("price", "min p_i"),
  close: field("price", "p_n"),
  mean: field("price", "sum p_i / n: each tick counts once"),
  volume: field(
    "shares",
    "sum v_i: growth of the trading session's volume counter since the definition's previous window (sliding: since the last tick before window_start)",
    "no counter, crypto (a rolling 24 h figure), or partial",
  ),
  inner_volume: field(
    "shares",
    "last counter - first counter inside the window",
    "no counter, crypto, or two trading sessions",
  ),
  custom: field(
    "",
    "what the functions of FEATURE_MODULES returned, by name",
    "for a name: it threw, or returned no finite number",
  ),
  first_offset: field(
    "offset",
    "the smallest offset of the window's ticks in the ticks topic, in the partition of the same number as this record's; other tickers' records lie in between",
  ),
  last_offset: field("offset", "the largest"),
  duplicate_ticks: field(
    "ticks",
    "exact repeats that were dropped (same ticker, time, price, day_volume, last_size)",
  ),
  gap: field("", "true: the feed was not connected in some of the window, or ticks were lost"),
  partial: field(
    "",
    "true: ticks before the definition's first one of this ticker are unknown, and the window may have held some",
  ),
  definition: field(
    "",
    "hash of the definition and all settings that change what it publishes, the time-zone data's version among them",
  ),
};
