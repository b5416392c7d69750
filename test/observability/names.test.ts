import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { DashboardMetrics } from "@market/dashboard";
import { IngestorMetrics } from "@market/ingestor";
import { WindowerMetrics } from "@market/windower";
import { read } from "../compose/compose-file.ts";
import {
  ALERTS,
  DASHBOARD_QUERIES,
  groupingsIn,
  metricsNamedIn,
  RULE_QUERIES,
  RULES,
  type Selector,
  selectorsIn,
} from "./queries.ts";

interface Described {
  readonly name: string;
  readonly type: string;
  readonly labelNames: readonly string[];
}

interface Known {
  readonly labels: ReadonlySet<string>;
  /** By label, its values where they are there from the start; labels that get theirs later are not. */
  readonly values: ReadonlyMap<string, ReadonlySet<string>>;
}

/** What a scrape adds to every series. */
const TARGET_LABELS = ["job", "instance"];
/** Of the series that Prometheus makes of alerts. */
const ALERT_LABELS = ["alertname", "alertstate", "severity"];

const OPERATIONS = read("docs/operations.md");
const QUERIES = [...DASHBOARD_QUERIES, ...RULE_QUERIES];
const KNOWN = new Map([
  ...(await known(new IngestorMetrics())),
  ...(await known(new WindowerMetrics())),
  ...(await known(new DashboardMetrics())),
]);

/** The metrics of a process by the names that its samples have, as it serves them before anything has happened. */
async function known({
  registry,
}: IngestorMetrics | WindowerMetrics | DashboardMetrics): Promise<Map<string, Known>> {
  const page = await registry.metrics();
  const found = new Map<string, Known>();
  for (const { name, type, labelNames } of registry.getMetricsAsArray() as unknown as Described[]) {
    for (const ending of type === "histogram" ? ["_bucket", "_sum", "_count"] : [""]) {
      const labels = new Set([...labelNames, ...(ending === "_bucket" ? ["le"] : [])]);
      found.set(name + ending, { labels, values: valuesOf(name + ending, page) });
    }
  }
  return found;
}

function valuesOf(name: string, page: string): Map<string, Set<string>> {
  const values = new Map<string, Set<string>>();
  for (const [, labels] of page.matchAll(new RegExp(`^${name}\\{(.*)\\} `, "gm"))) {
    for (const [, label, value] of labels!.matchAll(/(\w+)="([^"]*)"/g)) {
      values.set(label!, (values.get(label!) ?? new Set()).add(value!));
    }
  }
  return values;
}

function assertExists({ metric, matchers }: Selector, from: string): void {
  const { labels, values } = KNOWN.get(metric) ?? assert.fail(`${from}: no service has ${metric}`);
  for (const [label, operator, value] of matchers) {
    if (TARGET_LABELS.includes(label)) continue;
    assert.ok(labels.has(label), `${from}: ${metric} has no label ${label}`);
    for (const each of operator.endsWith("~") ? value.split("|") : [value])
      assert.ok(values.get(label)?.has(each), `${from}: ${metric} is never ${label}="${each}"`);
  }
}

describe("every metric that is named", () => {
  test("in the dashboard and the rules exists in a service's /metrics, with the labels and the values that are asked for", () => {
    for (const { from, expr } of QUERIES) for (const each of selectorsIn(expr)) assertExists(each, from);
  });

  test("in docs/operations.md exists in a service's /metrics", () => {
    const names = metricsNamedIn(OPERATIONS);
    assert.ok(names.length > 10);
    for (const name of names) assert.ok(KNOWN.has(name) || KNOWN.has(`${name}_bucket`), name);
  });

  test("is asked for by a query: none is without one of ours, or one that Prometheus makes itself", () => {
    const recorded = RULES.flatMap(({ record }) => record ?? []);
    const others = ["up", "ALERTS", "vector", ...recorded];
    for (const { from, expr } of QUERIES)
      assert.ok(selectorsIn(expr).length > 0 || others.some(each => expr.includes(each)), from);
  });
});

test("queries group and join by labels that their metrics have", () => {
  for (const { from, expr } of QUERIES) {
    const labels = selectorsIn(expr).flatMap(({ metric }) => [...KNOWN.get(metric)!.labels]);
    const possible = new Set([...labels, ...TARGET_LABELS, ...(expr.includes("ALERTS") ? ALERT_LABELS : [])]);
    for (const label of groupingsIn(expr)) assert.ok(possible.has(label), `${from}: by ${label}`);
  }
});

test("only counters and histograms are asked for rates, and never without one but to see that they are new", () => {
  for (const { from, expr } of QUERIES) {
    for (const [, name] of expr.matchAll(/\b(?:rate|increase)\((\w+)/g))
      assert.match(name!, /_(total|bucket|sum|count)$/, from);
    if (expr.includes(" unless ")) continue;
    for (const [before] of expr.matchAll(
      /(\w+\()?\b(?:ingestor|windower|dashboard|process)_\w+_(total|bucket)\b/g,
    ))
      assert.match(before, /^(rate|increase)\(/, from);
  }
});

describe("every alert", () => {
  test("has a severity, a summary, and a heading in docs/operations.md that its runbook names", () => {
    const headings = [...OPERATIONS.matchAll(/^#{2,4} (.+)$/gm)].map(([, title]) => title!);
    assert.ok(ALERTS.length >= 10);
    for (const { alert, labels, annotations } of ALERTS) {
      assert.match(labels?.severity ?? "", /^(critical|warning)$/, alert);
      assert.ok((annotations?.summary ?? "").length > 20, alert);
      assert.equal(annotations?.runbook, `docs/operations.md#${alert!.toLowerCase()}`);
      assert.ok(headings.includes(alert!), `docs/operations.md has no heading ${alert}`);
    }
  });

  test("has a test that sees it fire", () => {
    const tests = read("deploy/prometheus/alerts.test.yml") + read("deploy/prometheus/hours.test.yml");
    for (const { alert } of ALERTS) {
      const fires = new RegExp(
        `alertname: ${alert}\\n(.*\\n)?\\s+exp_alerts:\\n|alertname="${alert}", instance`,
      );
      assert.match(tests, fires, alert);
    }
  });
});
