import type { IPriceLine, ISeriesApi, Time } from "lightweight-charts";
import type { Bar } from "../src/api.ts";
import type { Colours } from "./theme.ts";

/**
 * The line and label of the last close. The library's own label takes the colour of the candle's body, which is none where it
 * is hollow.
 */
export class LastPrice {
  readonly #line: IPriceLine;

  constructor(candles: ISeriesApi<"Candlestick", Time>) {
    this.#line = candles.createPriceLine({ price: 0, lineWidth: 1, lineStyle: 1, lineVisible: false });
  }

  show(last: Bar | undefined, { up, down, paper }: Colours): void {
    const color = last && last.close < last.open ? down : up;
    this.#line.applyOptions({
      price: last?.close ?? 0,
      color,
      axisLabelColor: color,
      axisLabelTextColor: paper,
      axisLabelVisible: last !== undefined,
      lineVisible: last !== undefined,
    });
  }
}
