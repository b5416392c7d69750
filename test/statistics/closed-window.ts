import type { NaiveTick, NaiveWindow } from "../model/statistics/window.ts";
import { type ClosedWindow, Columns, Rows, summarizePrices } from "./core.ts";

/** What lies around a window's rows and must not reach its statistics. */
const OUTSIDE: Omit<NaiveTick, "time"> = { price: 1e305, growth: null };

/** The window as the core sees it: columns filled from rows that hold other ticks before and behind it. */
export function closedWindow(naive: NaiveWindow, { around = 3 } = {}): ClosedWindow {
  const { kind, start, end, ticks, volume, priceBefore, signBefore, gapMs } = naive;
  const rows = new Rows();
  // Its own size makes each update another one.
  const add = (tick: NaiveTick) => rows.add({ ...tickOf(tick), last_size: rows.to }, 0);
  for (let i = 0; i < around; i++) add({ ...OUTSIDE, time: ticks[0]!.time - 1 });
  for (const tick of ticks) add(tick);
  for (let i = 0; i < around; i++) add({ ...OUTSIDE, time: ticks.at(-1)!.time + 1 });
  const columns = new Columns();
  // As it is reused for every window, it holds what was in others.
  columns.fill(rows, 0, rows.to);
  columns.growth.fill(Number.NaN);
  columns.fill(rows, around, around + ticks.length);
  ticks.forEach((tick, i) => {
    columns.growth[i] = tick.growth ?? Number.NaN;
  });
  return {
    ticker: "T",
    kind,
    start,
    end,
    columns,
    prices: summarizePrices(columns),
    volume,
    priceBefore: priceBefore ?? Number.NaN,
    signBefore,
    gapMs,
  };
}

function tickOf({ time, price, bid, bidSize, ask, askSize }: NaiveTick) {
  return {
    ticker: "T",
    time,
    received_time: time,
    price,
    day_volume: null,
    last_size: null,
    bid: bid ?? null,
    bid_size: bidSize ?? null,
    ask: ask ?? null,
    ask_size: askSize ?? null,
    exchange: null,
    currency: null,
    quote_type: null,
    market_hours: null,
    snapshot: null,
    source: null,
  };
}
