import { createLog, run } from "@market/runtime";
import { readConfig } from "./config.ts";
import { runDashboard } from "./dashboard.ts";

await run(async signal => {
  const config = readConfig(process.env);
  await runDashboard(config, createLog("dashboard", config.logLevel), signal);
});
