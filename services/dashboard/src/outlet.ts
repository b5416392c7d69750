import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Answer } from "@market/runtime";
import { accepts, SECURITY_HEADERS } from "./headers.ts";
import { Refused } from "./query.ts";

const gzipped = promisify(gzip);

export interface Reply extends Omit<Answer, "body"> {
  readonly body: string | Uint8Array;
}

export interface OutletOptions {
  /** So many bytes of answers, of all clients together, and the one that goes beyond, may wait to be taken. */
  readonly waitingBytesMax: number;
  /** A connection whose client takes nothing for so long is cut. */
  readonly stallMs: number;
}

/** Smaller ones are as quick to send as they are. */
const GZIP_BYTES_MIN = 1_024;
/** A body goes out in such pieces, so that a client that takes some of it can be told from one that takes nothing. */
const PIECE_BYTES = 65_536;
const NOTHING = new Uint8Array(0);

/** Sends answers, each with all headers that a careful site sets, and bounds what clients that do not take them can hold. */
export class Outlet {
  readonly #options: OutletOptions;
  #waitingBytes = 0;

  constructor(options: OutletOptions) {
    this.#options = options;
  }

  /** To be called before an answer is made that may be large: throws a Refused when too much waits already. */
  checkRoom(): void {
    if (this.#waitingBytes >= this.#options.waitingBytesMax)
      throw new Refused(503, "too many answers wait to be taken: try again in a few seconds");
  }

  /** Resolves when the client has it, or is gone. */
  async send(request: IncomingMessage, response: ServerResponse, reply: Reply): Promise<void> {
    const body = typeof reply.body === "string" ? Buffer.from(reply.body) : reply.body;
    await this.#holding(body.length, async () => {
      const isZipped = isZippable(request, reply, body.length);
      const bytes = isZipped ? await gzipped(body) : body;
      this.open(response, reply.status, {
        "content-type": reply.type ?? "text/plain; charset=utf-8",
        ...(reply.status !== 304 && { "content-length": String(bytes.length) }),
        "cache-control": "no-store",
        vary: "accept-encoding",
        ...(isZipped && { "content-encoding": "gzip" }),
        ...reply.headers,
      });
      await this.#end(response, request.method === "HEAD" ? NOTHING : bytes);
    });
  }

  async #end(response: ServerResponse, bytes: Uint8Array): Promise<void> {
    for (let from = 0; from < bytes.length; from += PIECE_BYTES)
      if (!(await this.write(response, bytes.subarray(from, from + PIECE_BYTES)))) return;
    response.end();
    if (!response.destroyed && !response.writableFinished) await this.#settled(response, "finish");
  }

  open(response: ServerResponse, status: number, headers: Readonly<Record<string, string>>): void {
    response.writeHead(status, { ...SECURITY_HEADERS, ...headers });
  }

  /** As `write`, of a piece of an answer that is made as it is taken. */
  async stream(response: ServerResponse, bytes: Uint8Array): Promise<boolean> {
    let isTaken = false;
    await this.#holding(bytes.length, async () => {
      isTaken = await this.write(response, bytes);
    });
    return isTaken;
  }

  /** Resolves when the client takes more: true, or false when it is gone, cut off if it took nothing for stallMs. */
  async write(response: ServerResponse, bytes: Uint8Array): Promise<boolean> {
    if (response.destroyed) return false;
    return response.write(bytes) || (await this.#settled(response, "drain"));
  }

  async #settled(response: ServerResponse, event: "drain" | "finish"): Promise<boolean> {
    const done = new AbortController();
    const stop = () => done.abort();
    response.once("close", stop);
    const timer = setTimeout(stop, this.#options.stallMs);
    try {
      await once(response, event, { signal: done.signal });
      return true;
    } catch {
      response.destroy();
      return false;
    } finally {
      clearTimeout(timer);
      response.off("close", stop);
    }
  }

  async #holding(bytes: number, work: () => Promise<void>): Promise<void> {
    this.#waitingBytes += bytes;
    try {
      await work();
    } finally {
      this.#waitingBytes -= bytes;
    }
  }
}

function isZippable(request: IncomingMessage, { type, headers }: Reply, bytes: number): boolean {
  if (bytes < GZIP_BYTES_MIN || headers?.["content-encoding"] !== undefined) return false;
  return type === "application/json" && accepts(request.headers["accept-encoding"], "gzip");
}
