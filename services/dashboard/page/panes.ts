import type { ISeriesApi, Time } from "lightweight-charts";
import type { FieldMeaning } from "../src/api.ts";
import { BrokenLine, type LinePoint } from "./broken-line.ts";
import type { Chart } from "./chart.ts";
import { byId, setText } from "./dom.ts";
import { inUnit } from "./field-text.ts";
import { onceAFrame } from "./frame.ts";
import { toTime } from "./local-time.ts";
import { makeLabel } from "./pane-label.ts";
import type { Colours } from "./theme.ts";

interface Line {
  readonly series: ISeriesApi<"Custom", Time>;
  readonly label: HTMLLIElement;
  readonly output: HTMLOutputElement;
  readonly unit: string;
  values: Map<number, number | null>;
  /** The latest window_start in it. */
  last: number;
}

/** How tall a statistic's pane is beside the candles'. */
const SHARE = 0.3;

/** Statistics as lines, each in a pane of its own under the candles. */
export class Panes {
  readonly #chart: Chart;
  readonly #remove: (name: string) => void;
  readonly #labels = byId("panes");
  readonly #lines = new Map<string, Line>();
  #colours: Colours;
  readonly #resized: ResizeObserver;
  readonly #place = onceAFrame(() => this.#placeLabels());

  constructor(chart: Chart, colours: Colours, remove: (name: string) => void) {
    this.#chart = chart;
    this.#colours = colours;
    this.#remove = remove;
    this.#resized = new ResizeObserver(() => this.#place());
    this.#resized.observe(byId("chart"));
  }

  /** Shows a statistic, or shows it anew. */
  set(field: FieldMeaning, values: Map<number, number | null>): void {
    const line = this.#lines.get(field.name) ?? this.#add(field);
    line.values = values;
    line.last = [...values.keys()].at(-1) ?? -Infinity;
    line.series.setData([...values].map(([start, value]) => toPoint(start, value)));
  }

  /** Values of the last bars, or of new ones behind them. */
  update(name: string, values: Map<number, number | null>): void {
    const line = this.#lines.get(name);
    if (!line) return;
    for (const [start, value] of values) {
      line.values.set(start, value);
      if (start < line.last) continue;
      line.last = start;
      line.series.update(toPoint(start, value));
    }
  }

  /** There is nothing to show; the panes stay for what comes. */
  clear(): void {
    for (const line of this.#lines.values()) {
      line.values = new Map();
      line.last = -Infinity;
      line.series.setData([]);
    }
    this.read(undefined);
  }

  remove(name: string): void {
    const line = this.#lines.get(name);
    if (!line) return;
    const hadFocus = line.label.contains(document.activeElement);
    const pane = line.series.getPane().paneIndex();
    this.#chart.api.removeSeries(line.series);
    if (this.#chart.api.panes().length > pane && pane > 0) this.#removeEmpty(pane);
    line.label.remove();
    this.#lines.delete(name);
    this.#divide();
    if (hadFocus) byId("statistics-open").focus();
  }

  get names(): readonly string[] {
    return [...this.#lines.keys()];
  }

  /** Says each line's value at a bar. */
  read(start: number | undefined): void {
    for (const { values, output, unit } of this.#lines.values()) {
      const value = start === undefined ? undefined : values.get(start);
      setText(output, inUnit(value ?? null, unit, this.#chart.decimals));
    }
  }

  paint(colours: Colours): void {
    this.#colours = colours;
    for (const { series } of this.#lines.values()) series.applyOptions({ color: colours.accent });
  }

  /** What the library says that it shows, for tests; null where the line is broken. */
  shown(): Record<string, { time: number; value: number | null }[]> {
    const points = ({ series, values }: Line) => {
      const drawn = new Map(series.data().map(point => [point.time, (point as LinePoint).value]));
      return [...values.keys()].map(toTime).map(time => ({ time, value: drawn.get(time) ?? null }));
    };
    return Object.fromEntries([...this.#lines].map(([name, line]) => [name, points(line)]));
  }

  #add({ name, unit }: FieldMeaning): Line {
    const formatter = (value: number) => inUnit(value, unit, this.#chart.decimals);
    const series = this.#chart.api.addCustomSeries(
      new BrokenLine(),
      {
        color: this.#colours.accent,
        priceLineVisible: false,
        lastValueVisible: true,
        priceFormat: { type: "custom", formatter, minMove: 1e-12 },
      },
      this.#lines.size + 1,
    );
    series.priceScale().applyOptions({
      scaleMargins: { top: 0.3, bottom: 0.1 },
      entireTextOnly: true,
      borderVisible: false,
      minimumWidth: 68,
    });
    const { label, output } = makeLabel(name, () => this.#remove(name));
    this.#labels.append(label);
    const line = { series, label, output, unit, values: new Map(), last: -Infinity };
    this.#lines.set(name, line);
    this.#divide();
    return line;
  }

  #removeEmpty(index: number): void {
    const pane = this.#chart.api.panes()[index];
    if (pane && pane.getSeries().length === 0) this.#chart.api.removePane(index);
  }

  #divide(): void {
    const panes = this.#chart.api.panes();
    for (const [at, pane] of panes.entries()) pane.setStretchFactor(at === 0 ? 1 : SHARE);
    byId("chart").parentElement!.dataset.lines = String(this.#lines.size);
    this.#place();
  }

  #placeLabels(): void {
    const top = byId("chart").getBoundingClientRect().top;
    for (const { series, label } of this.#lines.values()) {
      const pane = series.getPane().getHTMLElement();
      // The library makes a pane's element in a frame of its own.
      if (!pane) {
        this.#place();
        continue;
      }
      this.#resized.observe(pane);
      label.style.top = `${Math.round(pane.getBoundingClientRect().top - top + 3)}px`;
      label.hidden = false;
    }
  }
}

function toPoint(start: number, value: number | null): LinePoint {
  return value === null ? { time: toTime(start) } : { time: toTime(start), value };
}
