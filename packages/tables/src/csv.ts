import type { Features } from "@market/windowing";
import type { Column } from "./columns.ts";

/** CSV as RFC 4180 has it, but with \n behind each line: the line of names, without its end. */
export function csvHeader(columns: readonly Column[]): string {
  return columns.map(({ name }) => quoteCsv(name)).join(",");
}

/** The record's line, without its end; null is an empty field. */
export function csvLine(columns: readonly Column[], features: Features): string {
  let line = "";
  for (const { of } of columns) {
    const value = of(features);
    line += `,${typeof value === "string" ? quoteCsv(value) : (value ?? "")}`;
  }
  return line.slice(1);
}

function quoteCsv(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
