import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Metrics, once } from "@market/runtime";

test("build_info says the project's version and Node's", async () => {
  const project = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  const text = await new Metrics("x").registry.metrics();
  const expected = `x_build_info{version="${project.version}",node="${process.versions.node}"} 1`;
  assert.ok(text.includes(`${expected}\n`), text.slice(0, 1_000));
});

test("what is read at the scrape is as of that scrape: values change, and labels that are gone are gone", async () => {
  const metrics = new Metrics("x");
  let age = 1;
  let lags = new Map([
    [0, 5],
    [1, 0],
  ]);
  metrics.gaugeOf("age_seconds", "Age", () => age);
  metrics.gaugesOf("lag_records", "Lag", "partition", () => lags);
  metrics.countersOf("dropped_total", "Dropped", "kind", () => [["record", age]]);
  const ours = async () => (await metrics.registry.metrics()).match(/^x_(age|lag|dropped).*$/gm);
  assert.deepEqual(await ours(), [
    "x_age_seconds 1",
    'x_lag_records{partition="0"} 5',
    'x_lag_records{partition="1"} 0',
    'x_dropped_total{kind="record"} 1',
  ]);
  age = 2;
  lags = new Map([[1, 7]]);
  assert.deepEqual(await ours(), [
    "x_age_seconds 2",
    'x_lag_records{partition="1"} 7',
    'x_dropped_total{kind="record"} 2',
  ]);
});

test("what several metrics are read from is looked at once a scrape", async () => {
  const metrics = new Metrics("x");
  let looks = 0;
  const look = once(() => ({ number: ++looks }));
  for (const name of ["a", "b", "c"]) metrics.gaugeOf(name, "Looks", () => look().number);
  for (const expected of [1, 2]) {
    const text = await metrics.registry.metrics();
    assert.deepEqual(
      text.match(/^x_[abc] .*$/gm),
      ["a", "b", "c"].map(name => `x_${name} ${expected}`),
    );
  }
});
