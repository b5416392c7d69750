import type {
  CustomData,
  CustomSeriesOptions,
  CustomSeriesWhitespaceData,
  ICustomSeriesPaneRenderer,
  ICustomSeriesPaneView,
  PaneRendererCustomData,
  Time,
} from "lightweight-charts";
import { customSeriesDefaultOptions } from "lightweight-charts";

/** Without a value: nothing is known there. */
export interface LinePoint extends CustomData<Time> {
  readonly value?: number;
}

type Target = Parameters<ICustomSeriesPaneRenderer["draw"]>[0];
type ToY = Parameters<ICustomSeriesPaneRenderer["draw"]>[1];

/** A line that breaks where a value is missing, which the library's own does not: it joins the neighbours. A lone value is a dot. */
export class BrokenLine implements ICustomSeriesPaneView<Time, LinePoint> {
  #data: PaneRendererCustomData<Time, LinePoint> | undefined;
  #colour = "";

  renderer(): ICustomSeriesPaneRenderer {
    return { draw: (target, toY) => this.#draw(target, toY) };
  }

  update(data: PaneRendererCustomData<Time, LinePoint>, options: CustomSeriesOptions): void {
    this.#data = data;
    this.#colour = options.color;
  }

  priceValueBuilder({ value }: LinePoint): number[] {
    return value === undefined ? [] : [value];
  }

  isWhitespace(
    point: LinePoint | CustomSeriesWhitespaceData<Time>,
  ): point is CustomSeriesWhitespaceData<Time> {
    return (point as LinePoint).value === undefined;
  }

  defaultOptions(): CustomSeriesOptions {
    return { ...customSeriesDefaultOptions };
  }

  #draw(target: Target, toY: ToY): void {
    const stretches = this.#stretches(toY);
    target.useMediaCoordinateSpace(({ context }) => {
      context.strokeStyle = context.fillStyle = this.#colour;
      context.lineWidth = 1.6;
      context.lineJoin = "round";
      context.beginPath();
      for (const [first, ...others] of stretches) {
        context.moveTo(...first!);
        for (const point of others) context.lineTo(...point);
      }
      context.stroke();
      for (const [first, ...others] of stretches) {
        if (others.length > 0) continue;
        context.beginPath();
        context.arc(...first!, 1.8, 0, 2 * Math.PI);
        context.fill();
      }
    });
  }

  /** What is in sight, cut wherever a value is missing. */
  #stretches(toY: ToY): [number, number][][] {
    const { visibleRange: range, bars } = this.#data ?? {};
    const stretches: [number, number][][] = [];
    if (!range || !bars) return stretches;
    let before = Number.NaN;
    // One more at both sides, so that the line goes on to the edge.
    for (const bar of bars.slice(Math.max(range.from - 1, 0), range.to + 1)) {
      const y = toY(bar.originalData.value ?? Number.NaN);
      if (y === null) continue;
      if (bar.time === before + 1) stretches.at(-1)!.push([bar.x, y]);
      else stretches.push([[bar.x, y]]);
      before = bar.time;
    }
    return stretches;
  }
}
