import { once } from "node:events";
import { readFileSync } from "node:fs";
import { run } from "@market/runtime";
import { readConfig } from "./config.ts";
import { startSimulator } from "./simulator.ts";

await run(async signal => {
  const simulator = await startSimulator(readConfig(process.env, path => readFileSync(path, "utf8")));
  process.stdout.write(`The simulator speaks at ${simulator.url}\n`);
  if (!signal.aborted) await once(signal, "abort");
  await simulator.close();
});
