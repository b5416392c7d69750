import assert from "node:assert/strict";
import { test } from "node:test";
import { runChaos } from "./chaos.ts";
import { report } from "./report.ts";
import { KINDS, scheduleOf } from "./schedule.ts";

const SEED = 20_240_416;
const MINUTES = 2;

test("faults of every kind for two minutes leave each record the model expects published exactly once", async t => {
  const outcome = await runChaos({ minutes: MINUTES, seed: SEED, say: line => t.diagnostic(line) });
  const lines = report(outcome);
  for (const line of lines) t.diagnostic(line);
  assert.ok(outcome.strikes.length >= 10, `only ${outcome.strikes.length} faults`);
  for (const kind of KINDS)
    assert.ok(
      outcome.strikes.some(each => each.kind === kind),
      `no ${kind}`,
    );
  assert.ok(outcome.features.expected > 500, `only ${outcome.features.expected} windows to compare`);
  assert.ok(outcome.late.expected > 50, `only ${outcome.late.expected} late ticks to compare`);
  assert.ok(outcome.holds, lines.join("\n"));
});

test("the schedule of faults is a function of the seed, and half an hour has a hundred of them", () => {
  assert.deepEqual(scheduleOf(SEED, 30), scheduleOf(SEED, 30));
  assert.notDeepEqual(scheduleOf(SEED, 30), scheduleOf(SEED + 1, 30));
  assert.ok(scheduleOf(SEED, 30).faults.length >= 100);
});
