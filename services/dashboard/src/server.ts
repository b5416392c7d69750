import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { answerProbe, HTTP_LIMITS, type HttpServer, type Log, listen, pathOf, refuse } from "@market/runtime";
import type { Counter, Registry } from "prom-client";
import type { PipelineState } from "./api.ts";
import { API_ROUTES, type Served } from "./api-routes.ts";
import { connectionsMax } from "./connections-max.ts";
import { type Files, readFiles } from "./files.ts";
import { SECURITY_HEADERS } from "./headers.ts";
import type { History } from "./history.ts";
import type { Live } from "./live.ts";
import { OneByOne } from "./one-by-one.ts";
import { Outlet } from "./outlet.ts";
import { Refused } from "./query.ts";
import { refusalOf } from "./refusals.ts";
import { sendFile } from "./send-file.ts";
import { type StreamCounters, Streams } from "./streams.ts";

export interface DashboardServerOptions {
  readonly host: string;
  /** 0 means any free port. */
  readonly port: number;
  readonly history: History;
  readonly live: Live;
  readonly state: () => PipelineState;
  /** What keeps the process from doing its work; empty when it is ready. */
  readonly missing: () => readonly string[];
  readonly registry: Registry;
  readonly metrics?: ServerCounters;
  readonly log: Pick<Log, "error">;
  readonly limits?: Partial<ServerLimits>;
}

/** What the server counts. */
export interface ServerCounters extends StreamCounters {
  readonly refusedRequests: Pick<Counter<"reason">, "inc">;
}

export interface ServerLimits {
  readonly streamsMax: number;
  readonly waitingBytesMax: number;
  readonly stallMs: number;
}

export interface DashboardServer extends HttpServer {
  /** Open streams of updates. */
  readonly streams: number;
}

const LIMITS: ServerLimits = { streamsMax: 2_000, waitingBytesMax: 64 << 20, stallMs: 30_000 };
const RETRY_AFTER = { "retry-after": "5" };
const LOGGED_PATH_MAX = 100;

/** Serves the page, its API and the probes. Rejects where the port cannot be had, or a file of the page cannot be read. */
export async function serveDashboard(options: DashboardServerOptions): Promise<DashboardServer> {
  const files = readFiles(process.env.NODE_ENV !== "production");
  const limits = { ...LIMITS, ...options.limits };
  const outlet = new Outlet(limits);
  const { live, state, metrics: counters } = options;
  const streams = new Streams({ live, state, outlet, streamsMax: limits.streamsMax, counters });
  const site = new Site(options, files, { history: options.history, live, outlet, streams });
  const server = createServer(HTTP_LIMITS, (request, response) => void site.answer(request, response));
  server.maxConnections = connectionsMax();
  server.on("clientError", refuseMalformed);
  const listening = await listen(server, options).catch(error => {
    streams.close();
    throw error;
  });
  return {
    port: listening.port,
    get streams() {
      return streams.size;
    },
    close: () => {
      streams.close();
      return listening.close();
    },
  };
}

class Site {
  readonly #options: DashboardServerOptions;
  readonly #served: Served;
  readonly #files: Files;
  readonly #oneByOne = new OneByOne(() => this.#count(503));

  constructor(options: DashboardServerOptions, files: Files, served: Served) {
    this.#options = options;
    this.#files = files;
    this.#served = served;
  }

  /** When all is answered that was asked before on the same connection. Never rejects. */
  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    await this.#oneByOne.take(request, response, () => this.#answer(request, response));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await this.#route(request, response);
    } catch (error) {
      await this.#fail(request, response, error).catch(() => response.destroy());
    }
  }

  async #route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { outlet } = this.#served;
    const refusal = refuse(request);
    if (refusal !== undefined) {
      this.#count(refusal.status);
      return await outlet.send(request, response, refusal);
    }
    const path = pathOf(request);
    const file = this.#files.get(path);
    if (file !== undefined) return await sendFile(outlet, request, response, file);
    const route = API_ROUTES.get(path);
    if (route !== undefined) {
      if (request.headers["sec-fetch-site"] === "cross-site")
        throw new Refused(403, "expected no request from another site");
      return await route(this.#served, request, response);
    }
    const probed = await answerProbe(this.#options, path);
    if (probed === undefined) throw new Refused(404, "there is nothing here: the page is at /");
    await outlet.send(request, response, probed);
  }

  async #fail(request: IncomingMessage, response: ServerResponse, error: unknown): Promise<void> {
    const isRefused = error instanceof Refused;
    const path = pathOf(request).slice(0, LOGGED_PATH_MAX);
    if (isRefused) this.#count(error.status);
    else this.#options.log.error({ path, error: String(error) }, "a page could not be made");
    // What has begun can only be broken off: its client must not take it for whole.
    if (response.headersSent) return void response.destroy();
    const status = isRefused ? error.status : 500;
    const body = isRefused ? error.message : "this page could not be made: the service's log says why";
    const headers = status === 503 ? RETRY_AFTER : {};
    await this.#served.outlet.send(request, response, { status, body: `${body}\n`, headers });
  }

  #count(status: number): void {
    this.#options.metrics?.refusedRequests.inc({ reason: refusalOf(status) });
  }
}

/** What is no HTTP is answered as Node does, with our headers too. */
function refuseMalformed(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
  const status = MALFORMED[error.code ?? ""] ?? "400 Bad Request";
  const headers = Object.entries(SECURITY_HEADERS).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n${headers.join("")}\r\n`);
  // A client that goes on talking is not listened to.
  socket.destroySoon();
}

const MALFORMED: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
};
