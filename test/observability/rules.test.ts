import { test } from "node:test";
import { pathOf } from "../examples/document.ts";
import { findPrometheus, run } from "./prometheus.ts";

// promtool's own words are in the error where one of them fails.
const PROMETHEUS = pathOf("deploy/prometheus");
const TESTS = ["alerts", "hours"].map(each => `${PROMETHEUS}/${each}.test.yml`);

test("Prometheus takes its settings and every rule", async () => {
  await run(`${await findPrometheus()}promtool`, ["check", "config", `${PROMETHEUS}/prometheus.yml`]);
});

test("each alert fires when it has to, after the time it says, and not when all is well", async () => {
  await run(`${await findPrometheus()}promtool`, ["test", "rules", ...TESTS]);
});
