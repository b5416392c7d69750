import type { IncomingMessage, ServerResponse } from "node:http";
import type { ServedFile } from "./files.ts";
import { accepts } from "./headers.ts";
import type { Outlet } from "./outlet.ts";

/** Sends a file, or 304 where the client has it: it must ask each time, so that no page runs with another version's parts. */
export async function sendFile(
  outlet: Outlet,
  request: IncomingMessage,
  response: ServerResponse,
  { type, etag, body, encoded }: ServedFile,
): Promise<void> {
  const coding = (["br", "gzip"] as const).find(
    each => encoded[each] !== undefined && accepts(request.headers["accept-encoding"], each),
  );
  const tag = coding === undefined ? etag : etag.replace(/"$/, `-${coding}"`);
  const headers = {
    "cache-control": "no-cache",
    etag: tag,
    ...(coding !== undefined && { "content-encoding": coding }),
  };
  const isKnown = (request.headers["if-none-match"] ?? "").split(",").some(each => sameTag(each, tag));
  if (isKnown) await outlet.send(request, response, { status: 304, type, body: "", headers });
  else await outlet.send(request, response, { status: 200, type, body: encoded[coding!] ?? body, headers });
}

function sameTag(given: string, tag: string): boolean {
  const trimmed = given.trim();
  return trimmed === "*" || trimmed.replace(/^W\//, "") === tag;
}
