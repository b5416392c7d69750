import type { Features } from "@market/windowing";
import { openParquet } from "./parquet-output.ts";
import { openCsv, openJsonLines } from "./text-output.ts";

export const FORMATS = ["csv", "jsonl", "parquet"] as const;
export type Format = (typeof FORMATS)[number];

/** A file of features that is being written. */
export interface Output {
  /** Resolves when it may be written on; little is held. */
  write(records: readonly Features[]): Promise<void>;
  /** All of it is written. */
  close(): Promise<void>;
  /** It is not to be finished: nothing is left that looks whole. */
  abandon(): Promise<void>;
}

/** Opens a file, standard output where there is none, of all fields and of the user's own features named in `custom`. */
export async function openOutput(
  { format, out }: { readonly format: Format; readonly out: string | undefined },
  custom: readonly string[],
): Promise<Output> {
  if (format === "jsonl") return await openJsonLines(out);
  if (format === "csv") return await openCsv(out, custom);
  return await openParquet(out!, custom);
}
