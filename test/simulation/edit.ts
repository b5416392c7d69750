import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";

/** Replaces a piece of a source, which must be there exactly once. */
export interface Edit {
  /** From the repository's root. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const ROOT = new URL("../../", import.meta.url);

/** Throws unless each edit can be made. */
export function checkEdits(edits: readonly Edit[]): void {
  for (const { file, from } of edits) {
    const found = readFileSync(new URL(file, ROOT), "utf8").split(from).length - 1;
    if (found !== 1) throw new Error(`${file} has ${found} times, expected once:\n${from}`);
  }
}

/** Makes this thread load the sources as edited; to be called before they are imported. */
export function applyEdits(edits: readonly Edit[]): void {
  checkEdits(edits);
  registerHooks({
    load: (url, context, nextLoad) => {
      const loaded = nextLoad(url, context);
      const ours = edits.filter(({ file }) => url === new URL(file, ROOT).href);
      if (ours.length === 0) return loaded;
      const source = ours.reduce((text, { from, to }) => text.replace(from, () => to), String(loaded.source));
      return { ...loaded, source };
    },
  });
}
