/** Markdown tables of rows by column, as text; a table begins where the line above is not one of its lines or has been a whole table. */
export function markdownTables(lines: readonly string[]): Record<string, string>[][] {
  const tables: Record<string, string>[][] = [];
  let columns: string[] = [];
  for (const [i, line] of lines.entries()) {
    const cells = cellsOf(line);
    if (isRule(line)) continue;
    if (isRule(lines[i + 1] ?? "")) {
      columns = cells;
      tables.push([]);
    } else {
      tables.at(-1)!.push(Object.fromEntries(cells.map((cell, column) => [columns[column]!, cell])));
    }
  }
  return tables;
}

/** The words of each line that has some. */
export function textTable(lines: readonly string[]): string[][] {
  return lines.map(line => line.split(/\s+/).filter(word => word !== "")).filter(words => words.length > 0);
}

function isRule(line: string): boolean {
  return /^\|[-:|]+\|$/.test(line);
}

function cellsOf(line: string): string[] {
  return line
    .split("|")
    .slice(1, -1)
    .map(cell => cell.trim());
}
