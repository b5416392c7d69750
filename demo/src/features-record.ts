import type { Features } from "@market/windowing";

/** The part of a features record that is shown here. */
export type FeaturesRecord = Pick<
  Features,
  "ticker" | "window" | "window_start" | "window_end" | "ticks" | "gap" | "partial" | "volume" | Price
>;
type Price = "open" | "high" | "low" | "close" | "mean";

/** What people read of a record; the span is the window in local time. */
export type Field = "ticker" | "span" | "ticks" | "volume" | "flags" | Price;

/** The feed is single precision: a mean has no more to say than this, whatever the prices have. */
const DECIMALS_MAX = 6;

export function describe(record: FeaturesRecord): Record<Field, string> {
  const { open, high, low, close } = record;
  const decimals = Math.min(DECIMALS_MAX, Math.max(2, ...[open, high, low, close].map(countDecimals)));
  const price = (value: number) => value.toFixed(decimals);
  return {
    ticker: record.ticker,
    span: `${localTime(record.window_start)}–${localTime(record.window_end)}`,
    ticks: String(record.ticks),
    open: price(open),
    high: price(high),
    low: price(low),
    close: price(close),
    mean: price(record.mean),
    volume: record.volume?.toLocaleString("en-US") ?? "–",
    flags: [record.gap ? "gap" : "", record.partial ? "partial" : ""].filter(Boolean).join(" "),
  };
}

/** One line for a record, for a terminal that keeps everything and for files. */
export function featuresLine(record: FeaturesRecord): string {
  const { ticker, span, ticks, open, high, low, close, mean, volume, flags } = describe(record);
  const prices = `open ${open}  high ${high}  low ${low}  close ${close}  mean ${mean}`;
  const count = `${ticks} ${record.ticks === 1 ? "tick" : "ticks"}`;
  return `${span}  ${record.window}  ${ticker.padEnd(8)}  ${count.padEnd(9)}  ${prices}  volume ${volume}  ${flags}`.trimEnd();
}

/** HH:MM:SS in the machine's time zone. */
export function localTime(time: number): string {
  return new Date(time).toLocaleTimeString("en-GB");
}

function countDecimals(value: number): number {
  return String(value).split(".")[1]?.length ?? 0;
}
