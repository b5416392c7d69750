import { parse } from "yaml";
import { dashboard, EVENTS } from "../../deploy/grafana/dashboard.ts";
import { QUESTIONS } from "../../deploy/grafana/questions.ts";
import { read } from "../compose/compose-file.ts";

export interface Query {
  /** Who asks, for messages. */
  readonly from: string;
  readonly expr: string;
}

interface Rule {
  readonly record?: string;
  readonly alert?: string;
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

export const RULES: readonly Rule[] = parse(read("deploy/prometheus/alerts.yml")).groups.flatMap(
  ({ rules }: { rules: Rule[] }) => rules,
);

export const ALERTS = RULES.filter(({ alert }) => alert !== undefined);

/** Everything that is asked of Prometheus by a panel or a mark of the dashboard. */
export const DASHBOARD_QUERIES: readonly Query[] = [
  ...QUESTIONS.flatMap(({ panels }) =>
    panels.flatMap(({ title, queries }) => queries.map(({ expr }) => ({ from: `panel ${title}`, expr }))),
  ),
  ...EVENTS.map(({ name, expr }) => ({ from: `annotation ${name}`, expr })),
  ...dashboard().templating.list.map(({ name, definition }) => ({
    from: `variable ${name}`,
    expr: /^label_values\((.*), \w+\)$/.exec(definition)![1]!,
  })),
];

export const RULE_QUERIES: readonly Query[] = RULES.map(({ alert, record, expr }) => ({
  from: alert === undefined ? `rule ${record}` : `alert ${alert}`,
  expr,
}));

/** The query as Grafana would send it for all replicas; the spans are those of a test. */
export function filledIn(expr: string): string {
  return expr
    .replaceAll("$__rate_interval", "30s")
    .replaceAll("$__range", "1m")
    .replaceAll("$instance", ".*");
}

export interface Selector {
  readonly metric: string;
  /** Label, operator and value of each matcher. */
  readonly matchers: readonly (readonly [label: string, operator: string, value: string])[];
}

const METRIC = /(?<![\w:"$.])((?:ingestor|windower|dashboard|nodejs|process)_\w+)(?:\{([^}]*)\})?/g;

/** The metrics of ours and of Node that a query names. Those that others provide (up, ALERTS) are not. */
export function selectorsIn(expr: string): Selector[] {
  return [...expr.matchAll(METRIC)].map(([, metric, braces = ""]) => ({
    metric: metric!,
    matchers: [...braces.matchAll(/(\w+)\s*(=~|!~|!=|=)\s*"([^"]*)"/g)].map(
      ([, label, operator, value]) => [label!, operator!, value!] as const,
    ),
  }));
}

/** The labels by which a query groups or joins. */
export function groupingsIn(expr: string): string[] {
  const lists = [...expr.matchAll(/\b(?:by|without|on|ignoring) \(([^)]*)\)/g)].map(([, list]) => list!);
  return lists.flatMap(list => list.split(",").map(each => each.trim())).filter(each => each !== "");
}

/** The names of metrics in prose: in the backquotes of Markdown. */
export function metricsNamedIn(markdown: string): string[] {
  return [
    ...markdown.matchAll(/`((?:ingestor|windower|dashboard|nodejs|process)_[a-z_0-9]+)(?:\{[^`]*\})?`/g),
  ].map(([, name]) => name!);
}
