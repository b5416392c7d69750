import { stripTypeScriptTypes } from "node:module";

const CHARTS = /(\bfrom\s*)"lightweight-charts"/g;

/** A page's module as a browser runs it: without its types, and with the one library it uses by where it is served. */
export function toScript(source: string): string {
  return quietly(() => stripTypeScriptTypes(source)).replaceAll(CHARTS, '$1"./lightweight-charts.js"');
}

/** The first call warns that the function is experimental, among the log's lines. It is pinned with Node, and tests run it. */
function quietly<T>(call: () => T): T {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return call();
  } finally {
    process.emitWarning = emitWarning;
  }
}
