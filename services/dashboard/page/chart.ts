import type { IChartApiBase, ISeriesApi, Time } from "lightweight-charts";
import { CandlestickSeries, createChartEx, HistogramSeries } from "lightweight-charts";
import type { Bar } from "../src/api.ts";
import { candleOptions, colouredOptions, fixedOptions, toCandle, toVolume } from "./chart-options.ts";
import { decimalsOf, price } from "./format.ts";
import { LastPrice } from "./last-price.ts";
import { LocalTime, toMs, toTime } from "./local-time.ts";
import { Marks } from "./marks.ts";
import { silentStarts, stepOf } from "./silence.ts";
import type { Colours } from "./theme.ts";

/** A bar's width that the page chooses by itself. */
const WIDEST_PX = 14;

/** Candles, volume and marks of one ticker and window. */
export class Chart {
  readonly api: IChartApiBase<Time>;
  readonly #candles: ISeriesApi<"Candlestick", Time>;
  readonly #volume: ISeriesApi<"Histogram", Time>;
  readonly marks: Marks;
  readonly #lastPrice: LastPrice;
  #colours: Colours;
  #bars: readonly Bar[] = [];
  #step: number | undefined;
  #decimals = 2;
  #lastStart: number | undefined;

  constructor(container: HTMLElement, colours: Colours) {
    this.#colours = colours;
    this.api = createChartEx(container, new LocalTime(), fixedOptions);
    this.#candles = this.api.addSeries(CandlestickSeries, candleOptions(colours));
    this.#lastPrice = new LastPrice(this.#candles);
    this.#volume = this.api.addSeries(HistogramSeries, {
      priceScaleId: "",
      priceFormat: { type: "volume" },
      lastValueVisible: false,
      priceLineVisible: false,
    });
    this.#volume.priceScale().applyOptions({ scaleMargins: { top: 0.82, bottom: 0 } });
    this.marks = new Marks(colours);
    this.#candles.attachPrimitive(this.marks);
    this.api.applyOptions(colouredOptions(colours));
  }

  get decimals(): number {
    return this.#decimals;
  }

  /** Another ticker's or window's bars, from the oldest; `isSame`: of the one that is shown, which then stays where it is. */
  set(bars: readonly Bar[], window: string, isSame: boolean): void {
    this.#bars = bars;
    this.#lastStart = bars.at(-1)?.window_start;
    this.#step = stepOf(window);
    this.#measure();
    const silences = bars.map((bar, at) =>
      silentStarts(bars[at - 1], bar, this.#step).map(start => ({ time: toTime(start) })),
    );
    this.#candles.setData(bars.flatMap((bar, at) => [...silences[at]!, toCandle(bar, this.#colours)]));
    this.#volume.setData(bars.map(bar => toVolume(bar, this.#colours)));
    this.marks.set(bars);
    this.#lastPrice.show(this.#bars.at(-1), this.#colours);
    if (!isSame) this.#lookAtEnd(bars.length + silences.reduce((sum, starts) => sum + starts.length, 0));
  }

  /** The last bar again, or one behind it; `bars` is all of them, with it. */
  add(bars: readonly Bar[], bar: Bar): void {
    const isNew = bar.window_start !== this.#lastStart;
    this.#lastStart = bar.window_start;
    this.#bars = bars;
    if (decimalsOf([bar.close]) > this.#decimals) this.#measure();
    if (isNew) for (const start of silentStarts(bars.at(-2), bar, this.#step)) this.#fill(start);
    this.#candles.update(toCandle(bar, this.#colours));
    this.#volume.update(toVolume(bar, this.#colours));
    if (isNew) this.marks.add(bar, bars.length - 1);
    else this.marks.set(bars);
    this.#lastPrice.show(this.#bars.at(-1), this.#colours);
  }

  paint(colours: Colours): void {
    this.#colours = colours;
    this.api.applyOptions(colouredOptions(colours));
    this.#candles.applyOptions(candleOptions(colours));
    this.#volume.setData(this.#bars.map(bar => toVolume(bar, colours)));
    const candles = this.#candles.data();
    const byTime = new Map(this.#bars.map(bar => [toTime(bar.window_start) as Time, bar]));
    this.#candles.setData(
      candles.map(({ time }) => (byTime.has(time) ? toCandle(byTime.get(time)!, colours) : { time })),
    );
    this.marks.paint(colours);
    this.#lastPrice.show(this.#bars.at(-1), this.#colours);
  }

  /** window_start of the first and the last bar in sight; undefined where there is none. */
  range(): { readonly from: number; readonly to: number } | undefined {
    const range = this.api.timeScale().getVisibleRange();
    return range ? { from: toMs(range.from), to: toMs(range.to) } : undefined;
  }

  /** Puts the crosshair on a bar and brings it into sight. */
  point(bar: Bar): void {
    const scale = this.api.timeScale();
    const index = scale.timeToIndex(toTime(bar.window_start), false);
    const range = scale.getVisibleLogicalRange();
    if (index !== null && range) {
      const by =
        index < range.from ? index - range.from - 2 : index > range.to - 1 ? index - range.to + 2 : 0;
      if (by !== 0) scale.setVisibleLogicalRange({ from: range.from + by, to: range.to + by });
    }
    this.api.setCrosshairPosition(bar.close, toTime(bar.window_start), this.#candles);
  }

  /** What the library says that it shows, for tests. */
  shown() {
    const volumes = new Map(
      this.#volume.data().map(point => [point.time, "value" in point ? point.value : null]),
    );
    return this.#candles.data().flatMap(candle => {
      if (!("open" in candle)) return [];
      const { time, open, high, low, close } = candle;
      return [{ time: time as number, open, high, low, close, volume: volumes.get(time) ?? null }];
    });
  }

  #fill(start: number): void {
    this.#candles.update({ time: toTime(start) });
  }

  #measure(): void {
    this.#decimals = decimalsOf(
      this.#bars.slice(-300).flatMap(bar => [bar.open, bar.high, bar.low, bar.close]),
    );
    const formatter = (value: number) => price(value, this.#decimals);
    this.#candles.applyOptions({
      priceFormat: { type: "custom", formatter, minMove: 10 ** -this.#decimals },
    });
  }

  #lookAtEnd(count: number): void {
    const scale = this.api.timeScale();
    this.api.priceScale("right").applyOptions({ autoScale: true });
    // Few bars get wider, up to a point; more than fit keep the zoom that there is.
    const fitting = Math.min((scale.width() - 40) / (count + 1), WIDEST_PX);
    if (fitting > scale.options().barSpacing) scale.applyOptions({ barSpacing: fitting });
    scale.scrollToPosition(scale.options().rightOffset, false);
  }
}
