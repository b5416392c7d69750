import type { Features } from "@market/windowing";
import { type Column, columnsOf } from "./columns.ts";
import type { Output } from "./output.ts";
import { openTextFile, type TextFile } from "./text-file.ts";

/** Characters that are collected before they are written. */
const CHUNK = 64 * 1_024;

/** JSON lines: a record as on the topic. */
export async function openJsonLines(file: string | undefined): Promise<Output> {
  return textOutput(await openTextFile(file), "", features => JSON.stringify(features));
}

/** CSV as RFC 4180 has it, but with \n behind each line; null is an empty field. */
export async function openCsv(file: string | undefined, custom: readonly string[]): Promise<Output> {
  const columns = columnsOf(custom);
  const header = columns.map(({ name }) => name).join(",");
  return textOutput(await openTextFile(file), `${header}\n`, features => csvLine(columns, features));
}

function textOutput(file: TextFile, header: string, toLine: (features: Features) => string): Output {
  let held = header;
  const write = async () => {
    const text = held;
    held = "";
    await file.write(text);
  };
  return {
    write: async records => {
      for (const record of records) {
        held += `${toLine(record)}\n`;
        if (held.length >= CHUNK) await write();
      }
    },
    close: async () => {
      await write();
      await file.close();
    },
    abandon: () => file.abandon(),
  };
}

function csvLine(columns: readonly Column[], features: Features): string {
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
