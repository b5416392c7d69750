import type { Labels } from "./median.ts";
import type { Result } from "./part.ts";

/** Of what could not be measured. */
export function missing(labels: Labels, why = "not run"): Result {
  const [cause] = why.split("\n", 1);
  return {
    ...labels,
    value: Number.NaN,
    min: Number.NaN,
    max: Number.NaN,
    runs: 0,
    note: `left out: ${cause}`,
  };
}

const HEAD = ["", "median", "min", "max", "runs", "unit", "note"];
/** Names and words on the left, figures on the right. */
const IS_FIGURE = [false, true, true, true, true, false, false];

/** The results as a table for people, a block a part. */
export function table(results: readonly Result[]): string {
  const parts = Map.groupBy(results, ({ part }) => part);
  return [...parts].map(([part, its]) => `${part}\n${block(its)}\n`).join("\n");
}

function block(results: readonly Result[]): string {
  const rows = [HEAD, ...results.map(rowOf)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map(row => row[column]!.length)));
  return rows
    .map(row => `  ${row.map((cell, c) => pad(cell, widths[c]!, IS_FIGURE[c]!)).join("  ")}`.trimEnd())
    .join("\n");
}

function rowOf({ name, value, min, max, runs, unit, note }: Result): string[] {
  return [name, figure(value), figure(min), figure(max), String(runs), unit, note ?? ""];
}

function pad(cell: string, width: number, isFigure: boolean): string {
  return isFigure ? cell.padStart(width) : cell.padEnd(width);
}

/** Three digits that mean something, or all of a large number, in groups. */
export function figure(value: number): string {
  if (Number.isNaN(value)) return "-";
  if (Math.abs(value) >= 1_000 || Number.isInteger(value)) return Math.round(value).toLocaleString("en-US");
  return String(Number(value.toPrecision(3)));
}
