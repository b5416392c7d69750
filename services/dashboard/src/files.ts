import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, extname, join, relative, sep } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { toScript } from "./script.ts";

const PAGE = join(import.meta.dirname, "../page");

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".ts": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
};

/** A file as it is served. */
export interface ServedFile {
  readonly type: string;
  readonly etag: string;
  readonly body: Uint8Array;
  /** Where they are smaller than the body. */
  readonly encoded: { readonly br?: Uint8Array; readonly gzip?: Uint8Array };
}

/** The files that are served, by their path: all that there are, so that no path is ever looked up on the disk. */
export interface Files {
  get(path: string): ServedFile | undefined;
}

/** Reads the page and its library. `isWatched` reads a file again that changed: for those who write the page. */
export function readFiles(isWatched: boolean): Files {
  const sources = new Map(pageFiles().map(file => [pathOf(file), file]));
  sources.set("/lightweight-charts.js", chartsFile());
  const read = (file: string) => ({ file, changed: changedAt(file), served: serve(file) });
  const files = new Map([...sources].map(([path, file]) => [path, read(file)]));
  return {
    get: path => {
      const known = files.get(path);
      if (known === undefined || !isWatched || changedAt(known.file) === known.changed) return known?.served;
      const again = read(known.file);
      files.set(path, again);
      return again.served;
    },
  };
}

function pageFiles(): string[] {
  const names = readdirSync(PAGE, { recursive: true, encoding: "utf8" });
  return names.filter(name => extname(name) in TYPES).map(name => join(PAGE, name));
}

function pathOf(file: string): string {
  const path = `/${relative(PAGE, file).split(sep).join("/")}`;
  return path === "/index.html" ? "/" : path;
}

/** The build with all that it needs in one file. The package names only its other one to importers. */
function chartsFile(): string {
  const found = createRequire(import.meta.url).resolve("lightweight-charts/package.json");
  return join(dirname(found), "dist/lightweight-charts.standalone.production.mjs");
}

function changedAt(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}

function serve(file: string): ServedFile {
  const source = readFileSync(file);
  const ending = extname(file);
  const body = ending === ".ts" ? Buffer.from(toScript(source.toString())) : source;
  const br = brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
  const gzip = gzipSync(body, { level: 9 });
  const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
  return {
    type: TYPES[ending]!,
    etag,
    body,
    encoded: {
      ...(br.length < body.length && { br }),
      ...(gzip.length < body.length && { gzip }),
    },
  };
}
