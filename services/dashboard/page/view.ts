import type { Bar, FieldMeaning } from "../src/api.ts";
import { Chart } from "./chart.ts";
import { indexOf } from "./columns.ts";
import { byId } from "./dom.ts";
import { FeaturesPanel } from "./features-panel.ts";
import { onceAFrame } from "./frame.ts";
import { mirror, writeHead } from "./head.ts";
import { toMs } from "./local-time.ts";
import { Panes } from "./panes.ts";
import { Readout } from "./readout.ts";
import type { Row } from "./rows.ts";
import type { Shown } from "./shown.ts";
import { readColours } from "./theme.ts";

/** Everything about the one ticker that is looked at: head, chart, readout, features. */
export class View {
  readonly chart: Chart;
  readonly panes: Panes;
  readonly features = new FeaturesPanel();
  readonly #readout = new Readout();
  readonly #container = byId("chart");
  readonly #shown: () => Shown;
  readonly #ranged: () => void;
  /** window_start of the bar under the crosshair. */
  #pointed: number | undefined;
  readonly redraw = onceAFrame(() => this.#draw());

  constructor(shown: () => Shown, removeLine: (name: string) => void, ranged: () => void) {
    this.#shown = shown;
    this.#ranged = ranged;
    const colours = readColours();
    this.chart = new Chart(this.#container, colours);
    this.panes = new Panes(this.chart, colours, removeLine);
    this.chart.api.subscribeCrosshairMove(({ time }) => {
      this.#pointed = time === undefined ? undefined : toMs(time);
      this.redraw();
    });
    this.chart.api.timeScale().subscribeVisibleTimeRangeChange(onceAFrame(() => this.#rangeChanged()));
    Object.assign(this.#container, { bars: () => this.chart.shown(), lines: () => this.panes.shown() });
  }

  paint(): void {
    const colours = readColours();
    this.chart.paint(colours);
    this.panes.paint(colours);
  }

  head(ticker: string, row: Row | undefined): void {
    writeHead(ticker, row, this.#shown().ticker === ticker ? this.chart.decimals : 2);
  }

  loaded(isSame: boolean): void {
    const { bars, window } = this.#shown();
    if (!isSame) {
      this.#pointed = undefined;
      this.chart.api.clearCrosshairPosition();
      this.#readout.clear();
    }
    this.chart.set(bars, window, isSame);
    this.#container.classList.remove("old");
    this.#rangeChanged();
    this.redraw();
  }

  added(bar: Bar): void {
    this.chart.add(this.#shown().bars, bar);
    this.redraw();
  }

  line(field: FieldMeaning, values: Map<number, number | null>): void {
    this.panes.set(field, values);
    this.redraw();
  }

  lineEnds(ends: ReadonlyMap<string, Map<number, number | null>>): void {
    for (const [name, values] of ends) this.panes.update(name, values);
    this.redraw();
  }

  /** Lines that are not among these go. */
  keepLines(lines: readonly string[]): void {
    for (const name of this.panes.names) if (!lines.includes(name)) this.panes.remove(name);
  }

  /** What is shown is not what was asked for. */
  old(isOld: boolean): void {
    this.#container.classList.toggle("old", isOld);
  }

  get isEmpty(): boolean {
    return this.#shown().bars.length === 0;
  }

  clear(): void {
    this.old(false);
    this.chart.set([], "", false);
    this.panes.clear();
    this.#readout.clear();
    this.features.clear();
    mirror(this.#container, this.#shown());
    this.#rangeChanged();
  }

  /** Moves the crosshair by a bar; from the last one where there is none. */
  step(by: number): void {
    const { bars } = this.#shown();
    const at =
      this.#pointed === undefined
        ? bars.length
        : bars.findLastIndex(bar => bar.window_start <= this.#pointed!);
    const to = Math.min(Math.max(at + by, 0), bars.length - 1);
    const bar = bars[to];
    if (!bar) return;
    this.chart.point(bar);
    this.#pointed = bar.window_start;
    this.redraw();
  }

  unpoint(): void {
    this.chart.api.clearCrosshairPosition();
    this.#pointed = undefined;
    this.redraw();
  }

  #draw(): void {
    const { bars, window } = this.#shown();
    mirror(this.#container, this.#shown());
    const at = this.#pointed === undefined ? bars.length - 1 : indexOf(bars, this.#pointed);
    const bar = bars[at];
    if (!bar) {
      if (this.#pointed !== undefined && bars.length > 0) this.#drawSilence(this.#pointed);
      return;
    }
    this.#readout.show(bar, bars[at - 1], this.chart.decimals);
    this.panes.read(bar.window_start);
    this.features.show(bar, window, this.chart.decimals);
  }

  /** A window without a record. */
  #drawSilence(start: number): void {
    this.#readout.silence(start);
    this.panes.read(start);
    this.features.silence(start);
  }

  #rangeChanged(): void {
    const range = this.chart.range();
    const marks = range ? this.chart.marks.inView(range.from, range.to) : { gap: false, partial: false };
    byId("legend-gap").hidden = !marks.gap;
    byId("legend-partial").hidden = !marks.partial;
    this.#ranged();
  }
}
