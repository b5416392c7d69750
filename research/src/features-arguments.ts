import { ConfigError } from "@market/runtime";
import { isTicker } from "@market/wire";
import { parseInstant } from "./instant.ts";
import { firstLine, parseWords, readFormat } from "./options.ts";
import type { Format } from "./output.ts";
import type { Selection } from "./select.ts";

export const FEATURES_USAGE = `npm run features -- [--ticker AMZN] [--window 1m] [--from T] [--to T] [--format csv|jsonl|parquet] [--out FILE]

Writes what the features topic holds at this moment, and exits. KAFKA_BROKERS and FEATURES_TOPIC as for the windower.
  --ticker   one, or several by commas; without it all of them
  --window   as in WINDOWS: 1m, 5m/1m, session:30s, or several by commas; without it all of them
  --from     the first window_start, such as 2024-04-16, 2024-04-16T14:20Z, 2024-04-16T10:20-04:00, or ms
             since the epoch; UTC without a zone
  --to       the first window_start that is no longer wanted
  --format   csv (the default, unless the name of --out ends in .jsonl or .parquet), jsonl, parquet (with --out)
  --out      where the records go instead of to standard output
The records are in the order of the topic, partition after partition: of one ticker and window in order of time. For csv and
parquet the topic is read twice, because the names of your own features must be known first. With npm run -s nothing of npm's
own is on standard output.`;

export interface FeaturesOptions extends Selection {
  readonly format: Format;
  readonly out: string | undefined;
}

/** Reads the arguments; throws a ConfigError that names every fault. */
export function parseFeaturesArguments(args: readonly string[]): FeaturesOptions {
  const names = ["ticker", "window", "from", "to", "format", "out"] as const;
  const { values, positionals } = parseWords(args, names, FEATURES_USAGE);
  const faults: string[] = [];
  if (positionals.length > 0)
    faults.push(`${positionals.join(" ")}: expected no more than ${firstLine(FEATURES_USAGE)}`);
  const tickers = listOf(values.ticker);
  const wrong = tickers?.filter(each => !isTicker(each)) ?? [];
  if (wrong.length > 0 || tickers?.length === 0)
    faults.push(`--ticker ${wrong}: expected tickers such as AMZN or BTC-USD, by commas`);
  const windows = listOf(values.window);
  if (windows?.length === 0) faults.push("--window: expected windows such as 1m or 5m/1m, by commas");
  const instant = (name: "from" | "to") => {
    const text = values[name];
    const time = text === undefined ? undefined : parseInstant(text);
    if (text !== undefined && time === undefined)
      faults.push(
        `--${name} ${text}: expected a time such as 2024-04-16, 2024-04-16T14:20Z or 1713277200000 (ms)`,
      );
    return time;
  };
  const from = instant("from");
  const to = instant("to");
  if (from !== undefined && to !== undefined && from >= to)
    faults.push(`--to ${values.to}: expected a time after --from ${values.from}`);
  const format = readFormat(values.format, values.out, faults);
  if (faults.length > 0) throw new ConfigError(faults);
  return { tickers, windows, from, to, format, out: values.out };
}

function listOf(text: string | undefined): string[] | undefined {
  return text
    ?.split(",")
    .map(each => each.trim())
    .filter(each => each !== "");
}
