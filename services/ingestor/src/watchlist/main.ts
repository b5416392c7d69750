import { setTimeout as sleep } from "node:timers/promises";
import { ConfigError } from "@market/runtime";
import { readArguments, USAGE, UsageError } from "./arguments.ts";
import { readConfig } from "./config.ts";
import { runCommand } from "./run-command.ts";

/** A broker that has not answered by then is taken for a wrong address. */
const LIMIT_MS = 15_000;

process.exitCode = await main(process.argv.slice(2));
// What kafkajs still retries after a failure is of no use to anybody.
process.exit();

async function main(args: readonly string[]): Promise<number> {
  try {
    if (args.length === 0) throw new UsageError(USAGE.trimEnd());
    if (args.some(arg => arg === "--help" || arg === "-h")) {
      process.stdout.write(USAGE);
      return 0;
    }
    const command = readArguments(args);
    const config = readConfig(process.env);
    const late = sleep(LIMIT_MS).then(() => {
      const brokers = config.kafka.brokers.join(",");
      throw new Error(`no answer from ${brokers} within ${LIMIT_MS / 1_000} s: is KAFKA_BROKERS right?`);
    });
    await Promise.race([late, runCommand(command, config)]);
    return 0;
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    return error instanceof UsageError || error instanceof ConfigError ? 2 : 1;
  }
}

function explain(error: unknown): string {
  if (error instanceof UsageError) return error.message;
  if (error instanceof ConfigError) return [`${error.message}:`, ...error.faults].join("\n  ");
  return error instanceof Error ? error.message : String(error);
}
