import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { DashboardMetrics } from "@market/dashboard";
import { IngestorMetrics } from "@market/ingestor";
import { WindowerMetrics } from "@market/windower";

interface Described {
  readonly name: string;
  readonly help: string;
  readonly type: string;
  readonly labelNames: readonly string[];
}

/** Ours, and not those that prom-client makes of Node and the process. */
const METRICS: readonly Described[] = [
  new IngestorMetrics(),
  new WindowerMetrics(),
  new DashboardMetrics(),
].flatMap(({ registry }) =>
  (registry.getMetricsAsArray() as unknown as Described[]).filter(({ name }) =>
    /^(ingestor|windower|dashboard)_/.test(name),
  ),
);

/** A row of docs/metrics.md: | `name` | type | labels | meaning | what to do |. */
const ROW = /^\| `((?:ingestor|windower|dashboard)_\w+)` \| (\w+) \| (.*?) \| (.+?) \| (.+?) \|$/gm;
const DOCUMENT = readFileSync(new URL("../../docs/metrics.md", import.meta.url), "utf8");

/** Units that are not base units, or not the way to write them. */
const WRONG_UNITS =
  /_(ms|millis|milliseconds|us|microseconds|minutes|hours|days|kb|mb|kib|mib|percent|sec|secs)(_|$)/;
const GROWING = ["total", "count", "sum", "bucket"];

describe("our metrics", () => {
  test("follow Prometheus's rules for names: counters end in _total and nothing else does, in base units", () => {
    assert.ok(METRICS.length > 40);
    for (const { name, help, type, labelNames } of METRICS) {
      assert.match(name, /^(ingestor|windower|dashboard)(_[a-z]+)+$/);
      assert.doesNotMatch(name, WRONG_UNITS);
      assert.ok(help.length > 10, `${name} says what it is`);
      const ending = name.split("_").at(-1)!;
      if (type === "counter") assert.equal(ending, "total", name);
      else assert.ok(!GROWING.includes(ending), name);
      if (type === "histogram") assert.equal(ending, "seconds", name);
      for (const label of labelNames) assert.match(label, /^[a-z]+(_[a-z]+)*$/, name);
    }
  });

  test("have no label that grows with what is fed in", () => {
    const bounded = ["partition", "state", "reason", "result", "kind", "seen", "version", "node", "feature"];
    for (const { name, labelNames } of METRICS)
      for (const label of labelNames) assert.ok(bounded.includes(label), `${name} ${label}`);
  });

  test("are all in docs/metrics.md, with their type and labels, and nothing else is", () => {
    const rows = [...DOCUMENT.matchAll(ROW)].map(([, name, type, labels]) => ({ name, type, labels }));
    const expected = METRICS.map(({ name, type, labelNames }) => ({
      name,
      type,
      labels: labelNames.join(", "),
    }));
    const byName = (all: { name: string | undefined }[]) => all.sort((a, b) => (a.name! < b.name! ? -1 : 1));
    assert.deepEqual(byName(rows), byName(expected));
  });
});
