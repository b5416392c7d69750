import { columnsOf, csvHeader, csvLine } from "@market/tables";
import type { Features } from "@market/windowing";
import type { Output } from "./output.ts";
import { openTextFile, type TextFile } from "./text-file.ts";

/** Characters that are collected before they are written. */
const CHUNK = 64 * 1_024;

/** JSON lines: a record as on the topic. */
export async function openJsonLines(file: string | undefined): Promise<Output> {
  return textOutput(await openTextFile(file), "", features => JSON.stringify(features));
}

/** CSV of all fields; null is an empty field. */
export async function openCsv(file: string | undefined, custom: readonly string[]): Promise<Output> {
  const columns = columnsOf(custom);
  return textOutput(await openTextFile(file), `${csvHeader(columns)}\n`, features =>
    csvLine(columns, features),
  );
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
