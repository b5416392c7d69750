import { BACKFILL_USAGE, parseBackfillArguments } from "./backfill-arguments.ts";
import { command } from "./command.ts";
import { runBackfill } from "./run-backfill.ts";

await command(BACKFILL_USAGE, async (args, signal) => {
  process.stderr.write(await runBackfill(parseBackfillArguments(args), process.env, signal));
});
