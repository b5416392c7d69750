import { columnsOf } from "@market/tables";
import { type Features, FIELDS } from "@market/windowing";

export const MINUTE = 60_000;
const STATISTICS = Object.keys(FIELDS) as (keyof typeof FIELDS)[];
const WHOLE = new Set(columnsOf([]).flatMap(({ name, type }) => (type.startsWith("int") ? [name] : [])));

type Given = Partial<Features> & Pick<Features, "ticker" | "window_start">;

/** A record of the features topic in which every figure differs from those of other tickers and times; what is given stands. */
export function bar(given: Given): Features {
  const { ticker, window_start, window = "1m" } = given;
  const length = window.startsWith("5m") ? 5 * MINUTE : MINUTE;
  const { window_end = window_start + length } = given;
  const candle = candleOf(ticker, window_start);
  const { open } = candle;
  const statistics = Object.fromEntries(
    STATISTICS.map((name, i) => [name, WHOLE.has(name) ? Math.round(open) + i : (open * (i + 1)) / 7]),
  );
  return {
    ...{ ticker, exchange: "NMS", currency: "USD", quote_type: 8, market_hours: 1 },
    ...{ window, window_kind: kindOf(window), window_start, window_end },
    ...{ first_time: window_start, last_time: window_end - 1, ticks: 60 },
    ...{ mean: open, inner_volume: 900, custom: {} },
    ...(statistics as Record<(typeof STATISTICS)[number], number>),
    ...candle,
    ...{ first_offset: 0, last_offset: 1, duplicate_ticks: 0, gap: false, partial: false, definition: "d" },
    ...given,
  };
}

function kindOf(window: string): string {
  if (window.includes("/")) return "sliding";
  return window.startsWith("session") ? "session" : "tumbling";
}

/** Prices, volume and one statistic of a ticker's minute: what differs even where there are a great many bars. */
export function candleOf(ticker: string, start: number) {
  const open = price(ticker, start);
  const close = price(ticker, start + MINUTE);
  const high = Math.max(open, close) + 0.25;
  const low = Math.min(open, close) - 0.25;
  return {
    open,
    high,
    low,
    close,
    volume: 1_000 + Math.round(open * 10),
    vwap: (open + close + high + low) / 4,
  };
}

/** Bars of a ticker one behind the other, the last of which ended before `end`. */
export function bars(ticker: string, count: number, end: number, given: Partial<Features> = {}): Features[] {
  return Array.from({ length: count }, (_, i) =>
    bar({ ...given, ticker, window_start: end - (count - i) * MINUTE }),
  );
}

/** The last whole minute that is over for sure while a test runs: what comes later can be written live. */
export function lastMinute(): number {
  return Math.floor(Date.now() / MINUTE) * MINUTE - 30 * MINUTE;
}

/** A walk that anybody can repeat: a function of ticker and time alone, in quarters, around a level of the ticker's own. */
function price(ticker: string, time: number): number {
  let level = 0;
  for (let i = 0; i < ticker.length; i++) level = (level * 31 + ticker.charCodeAt(i)) % 400;
  const minute = time / MINUTE;
  const waves = 8 * Math.sin(minute / 47 + level) + 3 * Math.sin(minute / 7) + Math.sin(minute * 2.1 + level);
  return Math.round((60 + level + waves) * 4) / 4;
}
