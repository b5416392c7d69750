import { TopicUnreadable } from "@market/kafka";
import { ConfigError, run } from "@market/runtime";
import { Refusal } from "./refusal.ts";

/**
 * Runs a command that ends by itself. Exit code 0 when it has, and when the reader of its output has seen enough
 * (| head); 2 for wrong arguments or settings, 1 for anything else.
 */
export async function command(
  usage: string,
  main: (args: readonly string[], signal: AbortSignal) => Promise<void>,
): Promise<void> {
  // The writes that fail say so themselves; without this the process would die of the event.
  process.stdout.on("error", () => undefined);
  await run(async signal => {
    const args = process.argv.slice(2);
    if (args.some(each => each === "--help" || each === "-h")) {
      process.stdout.write(`${usage}\n`);
      return;
    }
    try {
      await main(args, signal);
    } catch (error) {
      if (isBrokenPipe(error)) return;
      if (error instanceof ConfigError) endWith(2, error.faults.map(each => `${each}\n`).join(""));
      if (error instanceof Refusal || error instanceof TopicUnreadable) endWith(1, `${error.message}\n`);
      throw error;
    }
  });
}

function endWith(exitCode: number, text: string): never {
  process.stderr.write(text);
  process.exit(exitCode);
}

function isBrokenPipe(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EPIPE";
}
