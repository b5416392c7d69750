import type { CandlestickData, ChartOptions, DeepPartial, HistogramData, Time } from "lightweight-charts";
import type { Bar } from "../src/api.ts";
import { toMs, toTime } from "./local-time.ts";
import type { Colours } from "./theme.ts";
import { faded } from "./theme.ts";
import { axisMarks, dayAndTime } from "./times.ts";

/** What never changes. */
export const fixedOptions: DeepPartial<ChartOptions> = {
  autoSize: true,
  layout: {
    // It would write markup and a style sheet, which the page's content policy forbids. The footer names the library instead.
    attributionLogo: false,
    fontFamily: "Inter, system-ui, sans-serif",
    fontSize: 11,
  },
  rightPriceScale: {
    entireTextOnly: true,
    borderVisible: false,
    scaleMargins: { top: 0.1, bottom: 0.24 },
    minimumWidth: 68,
  },
  timeScale: {
    borderVisible: false,
    timeVisible: true,
    secondsVisible: true,
    rightOffset: 4,
    barSpacing: 7,
    minBarSpacing: 0.4,
    maxBarSpacing: 40,
    tickMarkFormatter: (time: Time, kind: number) => axisMarks[kind]?.(toMs(time)) ?? null,
  },
  localization: { timeFormatter: (time: Time) => dayAndTime(toMs(time)) },
  crosshair: { mode: 0 },
  // A finger that goes up or down scrolls the page.
  handleScroll: { vertTouchDrag: false },
  kineticScroll: { touch: !matchMedia("(prefers-reduced-motion: reduce)").matches, mouse: false },
};

export function colouredOptions(colours: Colours): DeepPartial<ChartOptions> {
  const line = { color: colours.edge, labelBackgroundColor: colours.soft };
  return {
    layout: {
      background: { color: "transparent" },
      textColor: colours.quiet,
      panes: { separatorColor: colours.hairline, separatorHoverColor: faded(colours.accent, 0.2) },
    },
    grid: {
      vertLines: { color: faded(colours.hairline, 0.55) },
      horzLines: { color: faded(colours.hairline, 0.55) },
    },
    crosshair: { vertLine: line, horzLine: line },
  };
}

/** Up is hollow and down is full, so that the colours are not needed to tell them apart; a partial bar is pale. */
export function candleOptions({ up, down }: Colours) {
  return {
    upColor: "transparent",
    downColor: down,
    borderUpColor: up,
    borderDownColor: down,
    wickUpColor: up,
    wickDownColor: down,
    priceLineVisible: false,
    lastValueVisible: false,
  } as const;
}

export function toCandle(bar: Bar, { up, down }: Colours): CandlestickData<Time> {
  const { open, high, low, close } = bar;
  const candle = { time: toTime(bar.window_start), open, high, low, close };
  if (!bar.partial) return candle;
  const pale = faded(close >= open ? up : down, 0.5);
  return { ...candle, color: close >= open ? "transparent" : pale, borderColor: pale, wickColor: pale };
}

export function toVolume(bar: Bar, { up, down }: Colours): HistogramData<Time> | { time: Time } {
  const time = toTime(bar.window_start);
  if (bar.volume === null) return { time };
  return {
    time,
    value: bar.volume,
    color: faded(bar.close >= bar.open ? up : down, bar.partial ? 0.2 : 0.38),
  };
}
