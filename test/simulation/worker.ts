import { parentPort, workerData } from "node:worker_threads";
import { applyEdits, type Edit } from "./edit.ts";
import type { SeedRange } from "./run-seeds.ts";

// A thread of its own: it replaces Node's clock and dice, and none of the test runner's hooks slow its promises down.

const { range, edits } = workerData as { range: SeedRange; edits: readonly Edit[] };

// Thousands of errors are made on purpose, and nobody looks at where.
Error.stackTraceLimit = 0;
applyEdits(edits);
const { runSeeds } = await import("./run-seeds.ts");
parentPort?.postMessage(await runSeeds(range));
