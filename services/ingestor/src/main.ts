import { createLog, run } from "@market/runtime";
import { readConfig } from "./config.ts";
import { runIngestor } from "./ingestor.ts";

await run(async signal => {
  const config = readConfig(process.env);
  await runIngestor(config, createLog("ingestor", config.logLevel), signal);
});
