import { readFileSync } from "node:fs";
import { isTicker } from "@market/wire";

export const USAGE = `usage:
  npm run watchlist -- add TICKER...         adds tickers, such as NVDA or BTC-USD
  npm run watchlist -- add --file FILE       adds those in a file: one a line, or by commas or spaces; # begins a comment
  npm run watchlist -- remove TICKER...      removes tickers, also those that ingestors have in TICKERS; --file as above
  npm run watchlist -- list                  shows what is on the watchlist, sorted, one a line

Running ingestors follow within a second. Which broker and topic: KAFKA_BROKERS and the other KAFKA_ variables,
WATCHLIST_TOPIC, and TOPIC_PARTITIONS for a topic that has to be created.
`;

/** The command line cannot be followed: exit code 2. */
export class UsageError extends Error {}

export interface Command {
  readonly name: "add" | "remove" | "list";
  /** Each once, in the order given. */
  readonly tickers: readonly string[];
}

export function readArguments([name, ...rest]: readonly string[]): Command {
  switch (name) {
    case "list":
      if (rest.length > 0) throw new UsageError(`list takes no arguments: ${rest.join(" ")}`);
      return { name, tickers: [] };
    case "add":
    case "remove":
      return { name, tickers: readTickers(name, rest) };
    case undefined:
      throw new UsageError("expected add, remove or list");
    default:
      throw new UsageError(`expected add, remove or list, not ${JSON.stringify(name)}`);
  }
}

function readTickers(name: string, args: readonly string[]): string[] {
  const tickers: string[] = [];
  for (let n = 0; n < args.length; n++) {
    const arg = args[n]!;
    if (arg === "--file") {
      n++;
      tickers.push(...readTickerFile(args[n]));
    } else if (arg.startsWith("-")) {
      throw new UsageError(`unknown option ${arg}`);
    } else {
      tickers.push(...split(arg));
    }
  }
  if (tickers.length === 0) throw new UsageError(`${name}: expected at least one ticker`);
  const bad = tickers.filter(ticker => !isTicker(ticker));
  if (bad.length > 0) {
    const named = bad.map(each => `  ${JSON.stringify(each)}\n`).join("");
    throw new UsageError(
      `not ${bad.length === 1 ? "a ticker" : "tickers"}:\n${named}expected 1 to 64 ASCII characters without spaces`,
    );
  }
  return [...new Set(tickers)];
}

function readTickerFile(path: string | undefined): string[] {
  if (path === undefined) throw new UsageError("--file: expected a file");
  try {
    return split(readFileSync(path, "utf8").replace(/#.*$/gm, ""));
  } catch (error) {
    throw new UsageError(`--file: ${error instanceof Error ? error.message : error}`);
  }
}

function split(text: string): string[] {
  return text.split(/[\s,\uFEFF]+/).filter(each => each !== "");
}
