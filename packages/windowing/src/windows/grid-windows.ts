import type { Sliding, Tumbling } from "../definition.ts";
import type { DueWindow } from "../due-window.ts";
import type { Series } from "../series.ts";
import { Grid } from "./grid.ts";
import type { Windows } from "./windows.ts";

/** Tumbling and sliding windows: they begin at the boundaries of a grid, whether ticks come or not. */
export class GridWindows implements Windows {
  readonly #definition: Tumbling | Sliding;
  readonly #index: number;
  readonly #grid: Grid;
  readonly #stepMs: number;

  constructor(definition: Tumbling | Sliding, index: number) {
    this.#definition = definition;
    this.#index = index;
    this.#stepMs = definition.kind === "sliding" ? definition.stepMs : definition.lengthMs;
    this.#grid = new Grid(this.#stepMs, definition.align);
  }

  openEnd(series: Series, time: number): number {
    const earliest = this.#firstOf(Math.max(time, series.watermark));
    const start = Math.max(earliest, this.#startsAt(series));
    return start > time ? Number.POSITIVE_INFINITY : this.#endOf(start);
  }

  isLate(series: Series, time: number): boolean {
    if (series.watermark <= time) return false;
    const start = Math.max(this.#firstOf(time), this.#startsAt(series));
    return start <= time && this.#endOf(start) <= series.watermark;
  }

  miss(series: Series, time: number): number[] {
    const missed: number[] = [];
    let start = Math.max(this.#firstOf(time), this.#startsAt(series));
    while (start <= time && this.#endOf(start) <= series.watermark) {
      missed.push(start);
      start = this.#grid.after(start);
    }
    return missed;
  }

  openFrom(series: Series): number {
    if (series.watermark === Number.NEGATIVE_INFINITY) return Number.NEGATIVE_INFINITY;
    return Math.max(this.#firstOf(series.watermark), this.#startsAt(series));
  }

  collectDue(series: Series, opened: number, due: DueWindow[]): void {
    const { rows, watermark } = series;
    let start = opened;
    for (;;) {
      const row = rows.lowerBound(start);
      if (row === rows.to) return;
      start = Math.max(start, this.#firstOf(rows.timeOf(row)));
      const end = this.#endOf(start);
      if (end > watermark) return;
      const next = this.#grid.after(start);
      const to = rows.lowerBound(end);
      const carriedTo = next < end ? rows.lowerBound(next) : to;
      due.push({ series, index: this.#index, start, end, from: row, to, carriedTo });
      start = next;
    }
  }

  nextEnd(series: Series): number {
    const { rows } = series;
    const opened = this.openFrom(series);
    const row = rows.lowerBound(opened);
    if (row === rows.to) return Number.POSITIVE_INFINITY;
    return this.#endOf(Math.max(opened, this.#firstOf(rows.timeOf(row))));
  }

  openCount(series: Series): number {
    const { rows } = series;
    const opened = this.openFrom(series);
    const row = rows.lowerBound(opened);
    if (row === rows.to) return 0;
    const first = Math.max(opened, this.#firstOf(rows.timeOf(row)));
    const last = this.#grid.startOf(rows.timeOf(rows.to - 1));
    return Math.round((last - first) / this.#stepMs) + 1;
  }

  startFrom(time: number): number {
    const start = this.#grid.startOf(time);
    return start < time ? this.#grid.after(time) : start;
  }

  #startsAt(series: Series): number {
    return series.startsAt[this.#index] ?? Number.NEGATIVE_INFINITY;
  }

  /** The start of the first window that ends after `time`: for a tick the earliest that it is in, for a watermark the earliest open. */
  #firstOf(time: number): number {
    const { kind, lengthMs } = this.#definition;
    if (kind === "tumbling") return this.#grid.startOf(time);
    const first = this.#grid.after(time - lengthMs);
    return first <= time ? first : this.#grid.startOf(time);
  }

  /** A sliding window that is over before the next one begins waits for it, so that every tick is in a window. */
  #endOf(start: number): number {
    const { kind, lengthMs } = this.#definition;
    const next = this.#grid.after(start);
    return kind === "tumbling" ? next : Math.max(next, start + lengthMs);
  }
}
