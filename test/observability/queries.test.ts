import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { eventually } from "../e2e/eventually.ts";
import { type Pair, startPair } from "../e2e/pair.ts";
import type { Service } from "../e2e/service.ts";
import { nextPricing, randomOf, type Stock } from "../e2e/traffic.ts";
import { pathOf } from "../examples/document.ts";
import { findPrometheus } from "./prometheus.ts";
import { ALERTS, DASHBOARD_QUERIES, filledIn, RULE_QUERIES, RULES, selectorsIn } from "./queries.ts";

const TICKERS = Array.from({ length: 6 }, (_, index) => `Q${index}`);
/** What is there only where something has gone wrong, or the week has begun. Its series are looked for by name instead. */
const MAY_BE_EMPTY =
  /^(annotation|alert|rule market:frames_expected|panel (Alerts|Partitions|Not used|Feed lost)$)/;

interface Sample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [time: number, value: string];
}

let pair: Pair;
let prometheus: ChildProcess;
let dir: string;
let url: string;
let isSending = true;
let sending: Promise<void>;

before(async () => {
  const bin = await findPrometheus();
  pair = await startPair({ tickers: TICKERS, windows: "1s,3s/1s", wait: "1s" });
  sending = sendTicks();
  for (const service of [pair.ingestor, pair.windower])
    await eventually("an HTTP server", async () => (service.port === undefined ? undefined : true));
  dir = await mkdtemp(join(tmpdir(), "market-prometheus-"));
  await writeFile(join(dir, "prometheus.yml"), settings(pair));
  const address = `127.0.0.1:${await freePort()}`;
  url = `http://${address}`;
  const flags = [`--config.file=${dir}/prometheus.yml`, `--storage.tsdb.path=${dir}/data`];
  prometheus = spawn(`${bin}prometheus`, [...flags, `--web.listen-address=${address}`], { stdio: "ignore" });
  await eventually("features and 30 s of scrapes", async () => {
    const [scrapes] = await ask('count_over_time(up{job="windower"}[10m])').catch(() => []);
    const [features] = await ask("windower_due_to_visible_seconds_count > 3").catch(() => []);
    return features !== undefined && Number(scrapes?.value[1]) >= 30 ? true : undefined;
  });
});

after(async () => {
  isSending = false;
  await sending;
  prometheus?.kill("SIGKILL");
  await pair?.close();
  if (dir !== undefined) await rm(dir, { recursive: true, force: true, maxRetries: 5 });
});

/** The rules as they are, on targets that are found in no DNS, and scraped more often. */
function settings({ ingestor, windower }: Pair): string {
  const job = (name: string, { port }: Service) => ({
    job_name: name,
    static_configs: [{ targets: [`127.0.0.1:${port}`] }],
  });
  return JSON.stringify({
    global: { scrape_interval: "1s", evaluation_interval: "1s" },
    rule_files: [pathOf("deploy/prometheus/alerts.yml")],
    scrape_configs: [job("ingestor", ingestor), job("windower", windower)],
  });
}

async function sendTicks(): Promise<void> {
  const random = randomOf(7);
  const stocks: Stock[] = TICKERS.map((id, i) => ({ id, price: 50 + i, volume: 0, last: undefined }));
  while (isSending) {
    for (const stock of stocks) pair.simulator.publish(nextPricing(stock, Date.now(), random));
    await sleep(100);
  }
}

/** What Prometheus answers to a query now. */
async function ask(expr: string): Promise<readonly Sample[]> {
  const response = await fetch(`${url}/api/v1/query?${new URLSearchParams({ query: filledIn(expr) })}`);
  const answer = (await response.json()) as { data: { result: Sample[] }; error?: string };
  assert.equal(response.status, 200, `${expr}: ${answer.error}`);
  return answer.data.result;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise(resolve => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  await new Promise(resolve => server.close(resolve));
  return port;
}

test("every query of the dashboard and the rules is answered by Prometheus, with data where a pair that runs well has some", async () => {
  for (const { from, expr } of [...DASHBOARD_QUERIES, ...RULE_QUERIES]) {
    const samples = await ask(expr);
    if (MAY_BE_EMPTY.test(from)) continue;
    assert.ok(samples.length > 0, `${from}: ${expr} has no data`);
    for (const { value } of samples) assert.ok(Number.isFinite(Number(value[1])), `${from}: ${value[1]}`);
  }
});

test("every series that an alert or a panel looks at is there, but for features that nobody has written", async () => {
  for (const { from, expr } of [...DASHBOARD_QUERIES, ...RULE_QUERIES]) {
    for (const { metric, matchers } of selectorsIn(expr)) {
      if (metric.startsWith("windower_custom_feature_")) continue;
      const selector = `${metric}{${matchers.map(([label, operator, value]) => `${label}${operator}"${value}"`)}}`;
      assert.ok((await ask(selector)).length > 0, `${from}: nothing has ${selector}`);
    }
  }
});

test("Prometheus runs every rule without an error, and a pair that runs well sets off no alert", async () => {
  const response = await fetch(`${url}/api/v1/rules`);
  const { data } = (await response.json()) as {
    data: { groups: { rules: { name: string; health: string; lastError?: string }[] }[] };
  };
  const rules = data.groups.flatMap(group => group.rules);
  assert.equal(rules.length, RULES.length);
  for (const { name, health, lastError } of rules) assert.equal(health, "ok", `${name}: ${lastError}`);
  const names = ALERTS.map(({ alert }) => alert).filter(alert => alert !== "LateTicksRising");
  // Late ticks are among what this traffic has.
  const firing = await ask(`ALERTS{alertstate="firing",alertname=~"${names.join("|")}"}`);
  assert.deepEqual(
    firing.map(({ metric }) => metric.alertname),
    [],
  );
});
