import { checkEdits } from "./edit.ts";
import { MUTATIONS, type Mutation } from "./mutation-list.ts";
import { runInThread } from "./threads.ts";

// `npm run test:mutations`: breaks the windower in each of these ways and expects the simulation to notice.
// `npm run test:mutations -- fence` tries those with "fence" in their name.

const SEEDS = Number(process.env.SEEDS ?? 5_000);
const THREADS = 2;

const wanted = process.argv[2] ?? "";
const left = MUTATIONS.filter(({ name }) => name.includes(wanted));
for (const { edits } of left) checkEdits(edits);

let survivors = 0;
process.stdout.write(`${"mutation".padEnd(60)} first red seed, and what was wrong\n`);
await Promise.all(Array.from({ length: THREADS }, tryMutations));
process.exitCode = survivors === 0 ? 0 : 1;

async function tryMutations(): Promise<void> {
  for (let next = left.shift(); next !== undefined; next = left.shift()) await tryMutation(next);
}

async function tryMutation({ name, edits }: Mutation): Promise<void> {
  const range = { first: 1, last: SEEDS, step: 1, failuresMax: 1, twice: false };
  const { failed } = await runInThread(range, edits);
  const found = failed[0];
  if (found === undefined) survivors++;
  const result = found ? `${String(found.seed).padStart(5)}  ${found.faults[0]}` : "NONE: it survives";
  process.stdout.write(`${name.padEnd(60)} ${result}\n`);
}
