import { parseDuration } from "@market/runtime";
import type { Parsed } from "./command.ts";

export interface DemoOptions {
  /** Stops by itself this long after everything is ready; undefined runs until Ctrl-C. */
  readonly forMs: number | undefined;
  readonly memory: boolean;
}

export interface StartOptions {
  readonly tickers: readonly string[];
  readonly json: boolean;
}

const DEMO_USAGE = "npm run demo [-- [--for 30s] [--memory]]";
const DEMO_HELP = `${DEMO_USAGE}

Runs simulator, ingestor, windower and dashboard on a Kafka broker and shows the features that come out: here, and on
a page at http://localhost:9466 or, where that port is taken, at the address that is printed.
  --for 30s   stops by itself 30 s (500ms, 1m, ...) after everything is ready
  --memory    everything in one process, on a log in memory: needs no broker, has no page, keeps nothing

The broker is the one that KAFKA_BROKERS names, else one is started: Redpanda in Docker, or Apache Kafka on Java.`;

const START_USAGE = "npm start [-- [--json] [TICKER...]]";
const START_HELP = `${START_USAGE}

Runs ingestor and windower on Yahoo's feed and prints each features record as it appears. The dashboard shows them too,
at http://localhost:9466 or, where that port is taken, at the address that is printed.
  TICKER      as Yahoo writes it: AMZN, BTC-USD, EURUSD=X; without any: AMZN MSFT
  --json      prints the records as they are, one JSON object a line; everything else goes to stderr

The broker is the one that KAFKA_BROKERS names, else one is started, and deleted at the end. WINDOWS (1m), WAIT and
the other variables of the services are respected.`;

const TICKERS_DEFAULT = ["AMZN", "MSFT"];
/** More than a day is beyond the timer soon, and no demo. */
const FOR_MS_MAX = 86_400_000;
/** Commas would make two of one in TICKERS; the ingestor checks the rest. */
const TICKER = /^[^-\s,][^\s,]*$/;

export function parseDemoArguments(args: readonly string[]): Parsed<DemoOptions> {
  let forMs: number | undefined;
  let memory = false;
  const words = args.flatMap(arg =>
    arg.startsWith("--for=") ? ["--for", arg.slice("--for=".length)] : [arg],
  );
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (isHelp(word)) return { text: DEMO_HELP, exitCode: 0 };
    if (word === "--memory") memory = true;
    else if (word === "--for") {
      const duration = words[++at] ?? "nothing";
      forMs = parseDuration(duration);
      if (!forMs || forMs > FOR_MS_MAX)
        return misuse("a duration such as 30s, up to 1d, after --for", duration, DEMO_USAGE);
    } else return misuse("--for or --memory", word, DEMO_USAGE);
  }
  return { options: { forMs, memory } };
}

export function parseStartArguments(args: readonly string[]): Parsed<StartOptions> {
  const tickers: string[] = [];
  let json = false;
  for (const arg of args) {
    if (isHelp(arg)) return { text: START_HELP, exitCode: 0 };
    if (arg === "--json") json = true;
    else if (TICKER.test(arg)) tickers.push(arg);
    else return misuse("tickers such as AMZN or BTC-USD, or --json", arg, START_USAGE);
  }
  return { options: { tickers: tickers.length === 0 ? TICKERS_DEFAULT : tickers, json } };
}

function isHelp(arg: string): boolean {
  return arg === "--help" || arg === "-h";
}

function misuse(expected: string, got: string, usage: string): Parsed<never> {
  return { text: `expected ${expected}, got ${got}: ${usage}`, exitCode: 2 };
}
