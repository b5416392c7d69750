import { statSync } from "node:fs";
import { dirname, extname } from "node:path";
import { parseArgs } from "node:util";
import { ConfigError } from "@market/runtime";
import { FORMATS, type Format } from "./output.ts";

/** What the user wrote, as far as it is one of the `names`; throws a ConfigError with the usage's first line otherwise. */
export function parseWords<Name extends string>(
  args: readonly string[],
  names: readonly Name[],
  usage: string,
): { values: { readonly [N in Name]?: string }; positionals: string[] } {
  try {
    const options = Object.fromEntries(names.map(name => [name, { type: "string" as const }]));
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
    return { values: values as { readonly [N in Name]?: string }, positionals };
  } catch (error) {
    throw new ConfigError([`${(error as Error).message}: ${firstLine(usage)}`]);
  }
}

export function firstLine(usage: string): string {
  return usage.slice(0, usage.indexOf("\n"));
}

/** --format, without it what the name of --out ends in, csv at last; what is wrong goes to `faults`. */
export function readFormat(format: string | undefined, out: string | undefined, faults: string[]): Format {
  const named = format ?? extname(out ?? "").slice(1);
  const found = FORMATS.find(each => each === named);
  if (format !== undefined && found === undefined)
    faults.push(`--format ${format}: expected one of ${FORMATS.join(", ")}`);
  if (found === "parquet" && out === undefined)
    faults.push("--format parquet: expected --out FILE too, because it cannot be written as it comes");
  if (out !== undefined && !isDirectory(dirname(out)))
    faults.push(`--out ${out}: expected a file in a folder that is there`);
  else if (out !== undefined && isDirectory(out)) faults.push(`--out ${out}: expected a file, not a folder`);
  return found ?? "csv";
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
