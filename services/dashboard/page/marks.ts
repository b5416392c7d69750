import type {
  IPrimitivePaneRenderer,
  IPrimitivePaneView,
  ISeriesPrimitive,
  SeriesAttachedParameter,
  Time,
} from "lightweight-charts";
import type { Bar } from "../src/api.ts";
import { toTime } from "./local-time.ts";
import { diamond, hatch, triangle } from "./mark-shapes.ts";
import type { Colours } from "./theme.ts";

type Target = Parameters<IPrimitivePaneRenderer["draw"]>[0];

/** Neighbouring bars with the same mark. */
interface Run {
  readonly kind: "gap" | "partial";
  readonly from: number;
  to: number;
  /** Index of the last bar in it. */
  at: number;
}

/** Markers nearer than this would only cover each other. */
const APART_PX = 11;
const TOP_PX = { gap: 3, partial: 14 };

/** Stripes behind the candles of bars with a gap (amber) or partial (hatched), and a marker above each run of them. */
export class Marks implements ISeriesPrimitive<Time> {
  #runs: Run[] = [];
  #on: SeriesAttachedParameter<Time> | undefined;
  #colours: Colours;
  readonly #views: IPrimitivePaneView[] = [
    { zOrder: () => "bottom", renderer: () => ({ draw: target => this.#drawStripes(target) }) },
    { zOrder: () => "top", renderer: () => ({ draw: target => this.#drawMarkers(target) }) },
  ];

  constructor(colours: Colours) {
    this.#colours = colours;
  }

  attached(on: SeriesAttachedParameter<Time>): void {
    this.#on = on;
  }

  paneViews(): readonly IPrimitivePaneView[] {
    return this.#views;
  }

  paint(colours: Colours): void {
    this.#colours = colours;
    this.#on?.requestUpdate();
  }

  set(bars: readonly Bar[]): void {
    this.#runs = [];
    for (const [at, bar] of bars.entries()) this.#take(bar, at);
    this.#on?.requestUpdate();
  }

  /** A bar at the end. */
  add(bar: Bar, at: number): void {
    this.#take(bar, at);
    this.#on?.requestUpdate();
  }

  /** Which marks there are from one window_start to another. */
  inView(from: number, to: number): { readonly gap: boolean; readonly partial: boolean } {
    const isThere = (kind: Run["kind"]) =>
      this.#runs.some(run => run.kind === kind && run.to >= from && run.from <= to);
    return { gap: isThere("gap"), partial: isThere("partial") };
  }

  #take(bar: Bar, at: number): void {
    for (const kind of ["gap", "partial"] as const) {
      if (!bar[kind]) continue;
      const run = this.#runs.findLast(candidate => candidate.kind === kind);
      if (run && at - run.at <= 1) {
        run.to = bar.window_start;
        run.at = at;
      } else this.#runs.push({ kind, from: bar.window_start, to: bar.window_start, at });
    }
  }

  /** Left and right edge of a run in the pane; undefined out of sight. */
  #edges(run: Run, width: number): [number, number] | undefined {
    const scale = this.#on?.chart.timeScale();
    const left = scale?.timeToCoordinate(toTime(run.from) as Time);
    const right = scale?.timeToCoordinate(toTime(run.to) as Time);
    if (left == null || right == null || !scale) return undefined;
    const half = Math.max(scale.options().barSpacing / 2, 1.5);
    return right + half < 0 || left - half > width ? undefined : [left - half, right + half];
  }

  #drawStripes(target: Target): void {
    target.useMediaCoordinateSpace(({ context, mediaSize: { width, height } }) => {
      for (const run of this.#runs) {
        const edges = this.#edges(run, width);
        if (!edges) continue;
        const [left, right] = edges;
        if (run.kind === "gap") {
          context.fillStyle = this.#colours.stripe;
          context.fillRect(left, 0, right - left, height);
        } else hatch(context, left, right, height, this.#colours.edge);
      }
    });
  }

  #drawMarkers(target: Target): void {
    target.useMediaCoordinateSpace(({ context, mediaSize: { width } }) => {
      const taken = { gap: -Infinity, partial: -Infinity };
      for (const run of this.#runs) {
        const edges = this.#edges(run, width);
        if (!edges) continue;
        const middle = (Math.max(edges[0], 0) + Math.min(edges[1], width)) / 2;
        if (middle - taken[run.kind] < APART_PX) continue;
        taken[run.kind] = middle;
        if (run.kind === "gap") triangle(context, middle, TOP_PX.gap, this.#colours.amber);
        else diamond(context, middle, TOP_PX.partial, this.#colours);
      }
    });
  }
}
