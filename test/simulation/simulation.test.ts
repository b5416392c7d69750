import assert from "node:assert/strict";
import { test } from "node:test";
import { checkEdits } from "./edit.ts";
import { MUTATIONS } from "./mutation-list.ts";
import type { Summary } from "./run-seeds.ts";
import { simulate } from "./simulate.ts";
import { runInThread, runInThreads } from "./threads.ts";

// SEED=17 npm test -- test/simulation     one seed, with all that happened
// SEEDS=100000 npm test -- test/simulation     more of them

const SEED = process.env.SEED;
const SEEDS = Number(process.env.SEEDS ?? 10_000);
const THREADS = 2;

/** Whatever the world may do must have been done. */
const HAPPENINGS = [
  "request: crash before",
  "request: crash after",
  "request: request lost",
  "request: answer lost",
  "request: request delayed",
  "request: pause",
  "request: slow",
  "crash",
  "pause",
  "pause beyond the session timeout",
  "left the group",
  "rebalance",
  "session expired",
  "recovery",
  "ticks retention",
  "checkpoint retention",
  "marker really dropped",
  "transient empty fetch",
  "aborted records among the ticks",
  "retried produce arrived twice",
  "transaction: commit",
  "transaction: abort",
  "transaction timed out",
  "transaction aborted by a newer owner's fence",
  "request of a producer that is shut out",
  "zombie tried to commit",
  "answer lost but in effect: EndTxn",
  "request delayed but in effect: EndTxn",
  "answer lost but in effect: InitProducerId",
  "offset out of range: ticks",
  "ticks deleted before they were folded",
  "refused: CONCURRENT_TRANSACTIONS",
  "refused: REBALANCE_IN_PROGRESS",
  "refused: UNKNOWN_MEMBER_ID",
];

if (SEED !== undefined) {
  test(`seed ${SEED}`, async () => {
    const { trace, faults } = await simulate(Number(SEED), { keepsTrace: true });
    process.stdout.write(`${trace.join("\n")}\n`);
    assert.deepEqual(faults, []);
  });
} else {
  let summary: Summary | undefined;

  test(`each window, late tick and dead letter comes out exactly once in ${SEEDS} seeds of trouble`, async () => {
    summary = await runInThreads(THREADS, SEEDS);
    assert.equal(summary.failed.length, 0, describe(summary));
    assert.equal(summary.seeds, SEEDS);
  });

  test("every kind of trouble was among them", { skip: SEEDS < 10_000 && "too few seeds" }, () => {
    assert.deepEqual(
      HAPPENINGS.filter(what => !summary?.counts.get(what)),
      [],
    );
  });

  test("one seed is one run, to the last request", async () => {
    const { failed } = await runInThread({ first: 1, last: 60, step: 1, failuresMax: 1, twice: true });
    assert.deepEqual(failed, []);
  });
}

function describe({ failed }: Summary): string {
  return failed
    .map(({ seed, faults }) => `seed ${seed} (SEED=${seed} npm test -- test/simulation):\n${some(faults)}`)
    .join("\n");
}

function some(faults: readonly string[]): string {
  const more = faults.length > 3 ? `\n  and ${faults.length - 3} more` : "";
  return `${faults
    .slice(0, 3)
    .map(fault => `  ${fault}`)
    .join("\n")}${more}`;
}

test("every mutation of npm run test:mutations is of code that is there", () => {
  for (const { name, edits } of MUTATIONS) assert.doesNotThrow(() => checkEdits(edits), name);
});
