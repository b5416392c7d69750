import { DATASOURCE, type Panel, panel, row } from "./panel.ts";
import { QUESTIONS } from "./questions.ts";

const HEIGHT = 7;
const NUMBER_HEIGHT = 4;
const WIDTH = 24;

/** The dashboard as Grafana's JSON: a row for each question, its panels from left to right. */
export function dashboard() {
  const panels: object[] = [];
  let y = 0;
  for (const { question, panels: specs } of QUESTIONS) {
    panels.push(row(panels.length + 1, question, y++));
    let x = 0;
    let h = 0;
    for (const spec of specs) {
      if (x + spec.width > WIDTH) {
        y += h;
        x = h = 0;
      }
      const height = heightOf(spec);
      panels.push(panel(panels.length + 1, spec, { x, y, w: spec.width, h: height }));
      x += spec.width;
      h = Math.max(h, height);
    }
    y += h;
  }
  return {
    uid: "market-features",
    title: "Market features",
    description:
      "Ticks in, features out. Runbook: docs/operations.md. Written by deploy/grafana/write-dashboard.ts.",
    tags: ["market"],
    schemaVersion: 39,
    version: 1,
    editable: false,
    timezone: "utc",
    time: { from: "now-1h", to: "now" },
    refresh: "10s",
    graphTooltip: 1,
    templating: { list: [instances()] },
    annotations: { list: EVENTS.map(annotation) },
    panels,
  };
}

function heightOf({ kind }: Panel): number {
  return kind === "number" ? NUMBER_HEIGHT : HEIGHT;
}

function instances() {
  const query = 'label_values(up{job=~"ingestor|windower"}, instance)';
  return {
    name: "instance",
    label: "Replica",
    type: "query",
    datasource: DATASOURCE,
    query: { query, refId: "instances" },
    definition: query,
    // A replica that is new or gone is seen when the time range changes.
    refresh: 2,
    sort: 1,
    multi: true,
    includeAll: true,
    allValue: ".*",
    current: { text: "All", value: "$__all" },
  };
}

/** What happened, as lines through all panels. */
export const EVENTS = [
  {
    name: "Recoveries",
    color: "red",
    expr: 'increase(windower_recoveries_total{instance=~"$instance"}[1m]) > 0',
    text: "tasks of {{instance}} started again from the log",
  },
  {
    name: "Rebalances",
    color: "blue",
    expr:
      'increase(windower_rebalances_total{instance=~"$instance"}[1m]) > 0' +
      ' or increase(ingestor_rebalances_total{instance=~"$instance"}[1m]) > 0',
    text: "{{job}} {{instance}}: partitions were shared out",
  },
];

function annotation({ name, color, expr, text }: (typeof EVENTS)[number]) {
  return {
    name,
    datasource: DATASOURCE,
    enable: true,
    iconColor: color,
    expr,
    step: "60s",
    titleFormat: name,
    textFormat: text,
  };
}
