import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The rows of a Markdown table, each as its cells' text by column. */
export type Rows = readonly Readonly<Record<string, string>>[];

/** The table of docs/ticks.md whose first columns are the ones given. */
export function tableOf(...firstColumns: readonly string[]): Rows {
  const lines = readFileSync(pathOf("docs/ticks.md"), "utf8").split("\n");
  const header = `| ${firstColumns.join(" | ")} |`;
  const at = lines.findIndex(line => line.startsWith(header));
  if (at < 0) throw new Error(`docs/ticks.md has no table that begins ${header}`);
  const columns = cellsOf(lines[at]!);
  const rest = lines.slice(at + 2);
  const length = rest.findIndex(line => !line.startsWith("|"));
  return rest
    .slice(0, length < 0 ? rest.length : length)
    .map(line => Object.fromEntries(cellsOf(line).map((cell, i) => [columns[i] ?? `column ${i}`, cell])));
}

/** A path of the repository. */
export function pathOf(file: string): string {
  return fileURLToPath(new URL(`../../${file}`, import.meta.url));
}

function cellsOf(line: string): string[] {
  return line
    .split("|")
    .slice(1, -1)
    .map(cell => cell.trim());
}
