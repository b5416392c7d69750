import { parseArgs } from "node:util";
import type { Part } from "./part.ts";

export class BadArguments extends Error {}

export interface Options {
  readonly parts: readonly Part[];
  readonly runs: number;
  readonly longRuns: number;
  readonly peerRuns: number;
  readonly isQuick: boolean;
  /** Where the results go as JSON. */
  readonly json: string | undefined;
}

const RUNS_DEFAULT = 5;

export const USAGE = (
  parts: readonly Part[],
) => `npm run bench -- [PART...] [--runs N] [--peer-runs N] [--quick] [--json FILE]

Measures all parts, or those named, on a broker that is started for it (or KAFKA_BROKERS). With competitors in turns, round by round:
a ratio is the median of its rounds' ratios. Close everything else first.

${parts.map(({ name, what }) => `  ${name.padEnd(9)} ${what}`).join("\n")}

  --runs N       rounds of each comparison (default ${RUNS_DEFAULT}; of recovery and scale 1; latency has one)
  --peer-runs N  rounds of the peers that are too slow for the whole backlog (default 1)
  --quick        a twentieth of the work, one round: to see that it works
  --json FILE    the results as JSON too
`;

/** Reads the command line; throws BadArguments, which says what was expected. */
export function parseArguments(args: readonly string[], all: readonly Part[]): Options | "help" {
  const { values, positionals } = parse(args);
  if (values.help) return "help";
  const isQuick = values.quick ?? false;
  const usual = (runs: number) => (isQuick ? 1 : runs);
  const names = all.map(({ name }) => name).join(", ");
  const parts = positionals.map(name => {
    const part = all.find(each => each.name === name);
    if (part === undefined) throw new BadArguments(`there is no part ${name}: expected some of ${names}`);
    return part;
  });
  return {
    parts: parts.length === 0 ? all : parts,
    runs: count("runs", values.runs, usual(RUNS_DEFAULT)),
    longRuns: count("runs", values.runs, 1),
    peerRuns: count("peer-runs", values["peer-runs"], 1),
    isQuick,
    json: values.json,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        runs: { type: "string" },
        "peer-runs": { type: "string" },
        quick: { type: "boolean" },
        json: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    throw new BadArguments(error instanceof Error ? error.message : String(error));
  }
}

function count(name: string, text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new BadArguments(`--${name} ${text}: expected a whole number above 0`);
}
