import { createLog, run } from "@market/runtime";
import { readConfig } from "./config.ts";
import { runWindower } from "./windower.ts";

await run(async signal => {
  const config = readConfig(process.env);
  await runWindower(config, createLog("windower", config.logLevel), signal);
});
