import { command } from "./command.ts";
import { FEATURES_USAGE, parseFeaturesArguments } from "./features-arguments.ts";
import { runFeatures } from "./run-features.ts";

await command(FEATURES_USAGE, async (args, signal) => {
  process.stderr.write(await runFeatures(parseFeaturesArguments(args), process.env, signal));
});
