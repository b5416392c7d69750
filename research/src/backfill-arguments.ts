import { resolve } from "node:path";
import { ConfigError, parseDuration } from "@market/runtime";
import { firstLine, parseWords, readFormat } from "./options.ts";
import type { Format } from "./output.ts";

export const BACKFILL_USAGE = `npm run backfill -- FILE... [--format csv|jsonl|parquet] [--out FILE] [--late FILE] [--tail 2m]

Computes the features of recordings without a broker, by the rules and the settings of the windower: WINDOWS, WAIT,
ALIGN, FEATURES, FEATURE_MODULES, MAX_FUTURE, TOPIC_PARTITIONS.
  FILE       frames or ticks, a line each, as for npm run replay; several are read one after the other, in order of
             received time
  --format   csv (the default, unless the name of --out ends in .jsonl or .parquet), jsonl, parquet (with --out)
  --out      where the features go instead of to standard output; in the order in which the windows close
  --late     where ticks go that came too late for a window, as JSON lines
  --tail     time goes on for this long after the last line; without it until every window is closed
first_offset and last_offset count the ticks, gaps and clock records of a ticks topic that is not there. With npm run -s nothing
of npm's own is on standard output.`;

export interface BackfillOptions {
  readonly files: readonly string[];
  readonly format: Format;
  readonly out: string | undefined;
  readonly late: string | undefined;
  readonly tailMs: number | undefined;
}

/** Reads the arguments; throws a ConfigError that names every fault. */
export function parseBackfillArguments(args: readonly string[]): BackfillOptions {
  const { values, positionals: files } = parseWords(args, ["format", "out", "late", "tail"], BACKFILL_USAGE);
  const { out, late, tail } = values;
  const faults: string[] = [];
  if (files.length === 0) faults.push(firstLine(BACKFILL_USAGE));
  const format = readFormat(values.format, out, faults);
  const tailMs = tail === undefined ? undefined : parseDuration(tail);
  if (tail !== undefined && tailMs === undefined)
    faults.push(`--tail ${tail}: expected a duration such as 2m`);
  const written = Object.entries({ "--out": out, "--late": late }).filter(([, file]) => file !== undefined);
  for (const [name, file] of written) {
    if (files.some(each => resolve(each) === resolve(file!)))
      faults.push(`${name} ${file}: expected another file than the recording`);
  }
  if (out !== undefined && late !== undefined && resolve(out) === resolve(late))
    faults.push(`--late ${late}: expected another file than that of --out`);
  if (faults.length > 0) throw new ConfigError(faults);
  return { files, format, out, late, tailMs };
}
