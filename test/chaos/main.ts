import { parseArgs } from "node:util";
import { runChaos } from "./chaos.ts";
import { report } from "./report.ts";
import { EVERY_SECONDS } from "./schedule.ts";

// `npm run chaos -- --minutes N --seed S`: faults of every kind for N minutes, then the comparison with the naive model.
// --every T puts T seconds between faults, so that their recoveries can be told apart; --windows as WINDOWS; --keep keeps the logs and the
// records of a run that held as well.

const MINUTES = 2;
const SEED_MAX = 1_000_000;

const { values } = parseArgs({
  options: {
    minutes: { type: "string" },
    seed: { type: "string" },
    every: { type: "string" },
    windows: { type: "string" },
    keep: { type: "boolean", default: false },
  },
});
const minutes = Number(values.minutes ?? MINUTES);
const everySeconds = Number(values.every ?? EVERY_SECONDS);
const seed = Number(values.seed ?? Math.floor(Math.random() * SEED_MAX));
if (!(minutes > 0) || !(everySeconds > 0) || !Number.isSafeInteger(seed))
  throw new Error("expected --minutes and --every with numbers above 0 and --seed with a whole number");

const interruption = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => interruption.abort());

const say = (line: string) => void process.stdout.write(`${line}\n`);
say(`seed ${seed}, ${minutes} minutes`);
try {
  const outcome = await runChaos({
    minutes,
    seed,
    everySeconds,
    windows: values.windows,
    say,
    signal: interruption.signal,
    keep: values.keep,
  });
  for (const line of report(outcome)) say(line);
  process.exit(outcome.holds ? 0 : 1);
} catch (error) {
  if (!interruption.signal.aborted)
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  // A client that lost its broker would go on asking for it.
  process.exit(1);
}
