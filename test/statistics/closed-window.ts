import type { NaiveTick, NaiveWindow } from "../model/statistics/window.ts";
import { type ClosedWindow, Columns } from "./core.ts";

/** What lies around a window's rows and must not reach its statistics. */
const OUTSIDE: Omit<NaiveTick, "time"> = { price: 1e305, growth: null };

/** The window as the core sees it: rows of columns that hold other ticks before and behind it. */
export function closedWindow(naive: NaiveWindow, { around = 3 } = {}): ClosedWindow {
  const { kind, start, end, ticks, volume, priceBefore, signBefore, gapMs } = naive;
  const columns = new Columns();
  const insert = (tick: NaiveTick) => columns.insert(tickOf(tick), 0);
  for (let i = 0; i < around; i++) insert({ ...OUTSIDE, time: ticks[0]!.time - 1 });
  for (const tick of ticks) insert(tick);
  for (let i = 0; i < around; i++) insert({ ...OUTSIDE, time: ticks.at(-1)!.time + 1 });
  // Longer than it need be, as one that is reused for every window.
  const growth = new Float64Array(ticks.length + 2).fill(Number.NaN);
  ticks.forEach((tick, i) => {
    growth[i] = tick.growth ?? Number.NaN;
  });
  return {
    ticker: "T",
    kind,
    start,
    end,
    columns,
    from: around,
    to: around + ticks.length,
    volume,
    growth,
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
