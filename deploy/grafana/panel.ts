// One panel in the words of dashboard.ts, and as Grafana wants it.

/** The data source of provisioning/datasources, by its uid. */
export const DATASOURCE = { type: "prometheus", uid: "market-prometheus" };

export interface Query {
  readonly expr: string;
  /** Names the line: words and {{labels}}. */
  readonly legend: string;
}

export interface Panel {
  readonly title: string;
  /** What is usual, and where to look when it is not. */
  readonly description: string;
  /** One of Grafana's units: s, bytes, cps (a second), short (a number). */
  readonly unit: string;
  /** Of 24. */
  readonly width: number;
  readonly queries: readonly Query[];
  /** Lines over time unless it says otherwise: bars are for what happens at times, a number for what is now. */
  readonly kind?: "bars" | "number";
  /** The vertical axis is logarithmic: for what spans milliseconds to minutes. */
  readonly log?: boolean;
  /** From here on a number is orange, and a line is drawn at it. */
  readonly limit?: number;
}

export interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export function row(id: number, title: string, y: number) {
  return { id, type: "row", title, collapsed: false, panels: [], gridPos: { x: 0, y, w: 24, h: 1 } };
}

/** The panel as JSON of Grafana's schema 39. */
export function panel(id: number, spec: Panel, gridPos: Place) {
  const isNumber = spec.kind === "number";
  return {
    id,
    type: isNumber ? "stat" : "timeseries",
    title: spec.title,
    description: spec.description,
    datasource: DATASOURCE,
    gridPos,
    targets: spec.queries.map(({ expr, legend }, index) => ({
      refId: "ABCDEFGH"[index],
      datasource: DATASOURCE,
      expr,
      legendFormat: legend,
      ...(isNumber ? { instant: true } : { range: true }),
    })),
    fieldConfig: {
      defaults: {
        unit: spec.unit,
        ...(isNumber ? { noValue: "none" } : { min: spec.log ? undefined : 0 }),
        color: { mode: isNumber ? "thresholds" : "palette-classic" },
        thresholds: { mode: "absolute", steps: steps(spec.limit) },
        ...(isNumber ? {} : { custom: lines(spec) }),
      },
      overrides: [],
    },
    options: isNumber ? NUMBER : LINES,
  };
}

const NUMBER = {
  reduceOptions: { calcs: ["lastNotNull"] },
  colorMode: "value",
  graphMode: "none",
  textMode: "value_and_name",
  wideLayout: true,
};

const LINES = {
  legend: { displayMode: "list", placement: "bottom", showLegend: true },
  tooltip: { mode: "multi", sort: "desc" },
};

function lines({ kind, log, limit }: Panel) {
  return {
    drawStyle: kind === "bars" ? "bars" : "line",
    lineWidth: 1,
    fillOpacity: kind === "bars" ? 60 : 5,
    showPoints: "never",
    stacking: { mode: kind === "bars" ? "normal" : "none" },
    scaleDistribution: log ? { type: "log", log: 10 } : { type: "linear" },
    thresholdsStyle: { mode: limit === undefined ? "off" : "dashed" },
  };
}

function steps(limit: number | undefined) {
  const usual = { color: "green", value: null };
  return limit === undefined ? [usual] : [usual, { color: "orange", value: limit }];
}
