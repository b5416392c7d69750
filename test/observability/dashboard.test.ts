import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "yaml";
import { dashboard } from "../../deploy/grafana/dashboard.ts";
import { QUESTIONS } from "../../deploy/grafana/questions.ts";
import { read } from "../compose/compose-file.ts";

const FILE = "deploy/grafana/dashboards/market-features.json";

test("the dashboard's file is what deploy/grafana/write-dashboard.ts writes", () => {
  const written = JSON.parse(JSON.stringify(dashboard()));
  assert.deepEqual(JSON.parse(read(FILE)), written, "run node deploy/grafana/write-dashboard.ts");
});

test("every panel says its unit, what is usual, and what each line is", () => {
  for (const { panels } of QUESTIONS) {
    for (const { title, description, unit, queries } of panels) {
      assert.ok(unit.length > 0 && description.length > 20, title);
      assert.ok(queries.length > 0 && queries.length <= 4, title);
      for (const { legend } of queries) assert.ok(legend.length > 0, title);
    }
  }
});

test("panels are within the page and none lies on another", () => {
  const places = dashboard().panels.map(
    each => (each as { gridPos: Record<"x" | "y" | "w" | "h", number> }).gridPos,
  );
  const cells = new Set<string>();
  let area = 0;
  for (const { x, y, w, h } of places) {
    assert.ok(x >= 0 && x + w <= 24);
    area += w * h;
    for (let i = x; i < x + w; i++) for (let j = y; j < y + h; j++) cells.add(`${i},${j}`);
  }
  assert.equal(cells.size, area);
});

test("no two panels have one id, and all ask the data source that is provisioned", () => {
  const { panels } = dashboard() as { panels: { id: number }[] };
  assert.equal(new Set(panels.map(({ id }) => id)).size, panels.length);
  const { datasources } = parse(read("deploy/grafana/provisioning/datasources/prometheus.yml"));
  const [{ uid, url, jsonData }] = datasources;
  const asked = new Set([...read(FILE).matchAll(/"uid": "(.*?)"/g)].map(([, found]) => found));
  assert.deepEqual(asked, new Set([uid, "market-features"]));
  assert.equal(url, "http://prometheus:9090");
  const { global } = parse(read("deploy/prometheus/prometheus.yml"));
  assert.equal(jsonData.timeInterval, global.scrape_interval);
});

test("what the compose file mounts is where Grafana and Prometheus look", () => {
  const { services } = parse(read("docker-compose.yml"));
  const { providers } = parse(read("deploy/grafana/provisioning/dashboards/market.yml"));
  const mounted = `./deploy/grafana/dashboards:${providers[0].options.path}:ro`;
  assert.ok(services.grafana.volumes.includes(mounted));
  assert.ok(services.grafana.volumes.includes("./deploy/grafana/provisioning:/etc/grafana/provisioning:ro"));
  const { scrape_configs } = parse(read("deploy/prometheus/prometheus.yml"));
  for (const { job_name, dns_sd_configs } of scrape_configs) {
    assert.deepEqual(dns_sd_configs[0].names, [job_name]);
    assert.equal(dns_sd_configs[0].port, services[job_name].environment.HTTP_PORT);
  }
});
