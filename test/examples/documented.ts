import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { pathOf } from "./document.ts";
import { findPython } from "./python.ts";

/** The lines of a head comment that are indented are the command; by the language, what stands before them. */
const COMMAND_LINE = /^(?:#|--|\/\/)?(?: {4,}|\t)(\S.*)$/;
const INSTALLATION = /^python3 -m venv (\S+) && \1\/bin\/pip install -r (\S+) && /;

/** The one command that an example's head comment gives, in one line. */
export function documentedCommand(file: string): string {
  const lines = readFileSync(pathOf(file), "utf8").split("\n");
  const first = lines.findIndex(line => COMMAND_LINE.test(line));
  if (first < 0) throw new Error(`the head comment of ${file} has no indented command`);
  const rest = lines.slice(first);
  const length = rest.findIndex(line => !COMMAND_LINE.test(line));
  return rest
    .slice(0, length)
    .map(line => COMMAND_LINE.exec(line)![1])
    .join(" ");
}

/**
 * The command of an example's head comment, as it can be run any number of times: the virtual environment that it makes
 * is the cached one, made by the same two commands of the same requirements.
 */
export async function commandOf(file: string): Promise<string> {
  const command = documentedCommand(file);
  const installation = INSTALLATION.exec(command);
  if (installation === null) return command;
  const [made, home, requirementsFile] = installation as unknown as [string, string, string];
  const bin = dirname(await findPython(requirementsFile));
  return command.slice(made.length).replaceAll(`${home}/bin/`, `${bin}/`);
}
