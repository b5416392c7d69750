import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "@market/runtime";
import { startSimulator } from "@market/simulator";
import { readConfig as readDashboard } from "../../services/dashboard/src/config.ts";
import { runDashboard } from "../../services/dashboard/src/dashboard.ts";
import { readConfig as readIngestor } from "../../services/ingestor/src/config.ts";
import { runIngestor } from "../../services/ingestor/src/ingestor.ts";
import { readConfig as readWindower } from "../../services/windower/src/config.ts";
import { runWindower } from "../../services/windower/src/windower.ts";
import type { Trial } from "./trial.ts";

// Runs many services at once, in one process, because a process for each would take a second each. Each runs until it says
// what is expected of it, or ends, or LIMIT_MS are over; then it is told with all that it said. What a service leaves running ends
// with this process.

const LIMIT_MS = 60_000;
const BEAT_MS = 200;

const trials: readonly Trial[] = JSON.parse(process.argv[2]!);
const simulator = await startSimulator({ market: false });
const feeding = setInterval(() => {
  const time = Math.floor(Date.now() / 1_000) * 1_000;
  simulator.publish({ id: "AMZN", price: 100, time, exchange: "NMS", quote_type: 8, market_hours: 1 });
  simulator.send("no frame at all");
}, BEAT_MS);
await Promise.all(trials.map(run));
clearInterval(feeding);
process.exit();

async function run({ id, service, env, expected }: Trial): Promise<void> {
  const said: string[] = [];
  const isExpected = new RegExp(expected);
  const leaving = new AbortController();
  const heard = new Promise<void>(resolve => {
    const hear = (fields: unknown, message?: string) => {
      said.push(`${message}: ${JSON.stringify(fields)}`);
      if (isExpected.test(said.at(-1)!)) resolve();
    };
    const log = { debug: () => undefined, info: hear, warn: hear, error: hear, isLevelEnabled: () => false };
    const ended = start(service, env, log as unknown as Log, leaving.signal);
    ended.catch((error: Error) => said.push(`ended: ${error.message}`)).finally(resolve);
  });
  await Promise.race([heard, sleep(LIMIT_MS)]);
  leaving.abort();
  process.stdout.write(`${JSON.stringify({ id, said: said.join("\n") })}\n`);
}

function start(service: Trial["service"], env: Trial["env"], log: Log, signal: AbortSignal): Promise<void> {
  const variables = { ...env, HTTP_PORT: "0" };
  if (service === "dashboard") return runDashboard(readDashboard(variables), log, signal);
  if (service === "windower") return runWindower(readWindower(variables), log, signal);
  return runIngestor(readIngestor({ ...variables, TICKERS: "AMZN", YAHOO_URL: simulator.url }), log, signal);
}
