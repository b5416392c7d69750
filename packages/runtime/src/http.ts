import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Registry } from "prom-client";
import type { Log } from "./log.ts";

export interface HttpOptions {
  readonly host: string;
  /** 0 means any free port. */
  readonly port: number;
  readonly registry: Registry;
  /** What keeps the process from doing its work; empty when it is ready. */
  readonly missing: () => readonly string[];
  /** More pages by their path, each an object to be shown as JSON. */
  readonly pages?: Readonly<Record<string, () => object>>;
  readonly log: Pick<Log, "error">;
}

export interface HttpServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Text without a `type` is plain. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Who asks sends a line and a few headers, and there are few who ask: a probe, a scraper, a person. */
export const HTTP_LIMITS = {
  maxHeaderSize: 8_192,
  headersTimeout: 5_000,
  requestTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
} as const;
const CONNECTIONS_MAX = 100;
const LOGGED_PATH_MAX = 100;

/**
 * Serves /livez (the process turns its event loop), /readyz (200 or 503, with what is missing) and /metrics, to GET and
 * HEAD. Rejects where the port cannot be had.
 */
export async function serveHttp(options: HttpOptions): Promise<HttpServer> {
  const server = createServer(HTTP_LIMITS, (request, response) => {
    answer(options, request).then(
      each => send(response, each),
      error => {
        const path = pathOf(request).slice(0, LOGGED_PATH_MAX);
        options.log.error({ path, error: String(error) }, "a page could not be made");
        send(response, { status: 500, body: "this page could not be made: the service's log says why\n" });
      },
    );
  });
  server.maxConnections = CONNECTIONS_MAX;
  return await listen(server, options);
}

/** Rejects where the port cannot be had. Closing does not wait for those who are connected. */
export async function listen(
  server: Server,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<HttpServer> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(options: HttpOptions, request: IncomingMessage): Promise<Answer> {
  const refusal = refuse(request);
  if (refusal !== undefined) return refusal;
  const { pages = {} } = options;
  const path = pathOf(request);
  const page = pages[path];
  if (page !== undefined)
    return { status: 200, type: "application/json", body: `${JSON.stringify(page())}\n` };
  const probed = await answerProbe(options, path);
  return probed ?? { status: 404, body: `expected one of ${[...PROBES, ...Object.keys(pages)].join(" ")}\n` };
}

const PROBES = ["/livez", "/readyz", "/metrics"] as const;

/** What /livez, /readyz and /metrics say; undefined for any other path. */
export async function answerProbe(
  { registry, missing }: Pick<HttpOptions, "registry" | "missing">,
  path: string,
): Promise<Answer | undefined> {
  switch (path) {
    case "/livez":
      return { status: 200, body: "live\n" };
    case "/readyz": {
      const lines = missing();
      return lines.length === 0
        ? { status: 200, body: "ready\n" }
        : { status: 503, body: `${lines.join("\n")}\n` };
    }
    case "/metrics":
      return { status: 200, type: registry.contentType, body: await registry.metrics() };
    default:
      return undefined;
  }
}

/** Nothing here can be changed by a request, so none has a body; what is sent all the same is not waited for. */
export function refuse({ method, headers }: IncomingMessage): Answer | undefined {
  const close = { connection: "close" };
  if (method !== "GET" && method !== "HEAD")
    return { status: 405, body: "expected GET or HEAD\n", headers: { ...close, allow: "GET, HEAD" } };
  if (Number(headers["content-length"] ?? 0) === 0 && headers["transfer-encoding"] === undefined)
    return undefined;
  return { status: 413, body: "expected a request without a body\n", headers: close };
}

function send(response: ServerResponse, { status, body, type = "text/plain", headers }: Answer): void {
  const fixed = { "content-type": type, "cache-control": "no-store", "x-content-type-options": "nosniff" };
  response.writeHead(status, { ...fixed, ...headers }).end(body);
}

export function pathOf({ url = "/" }: IncomingMessage): string {
  return url.split("?", 1)[0]!;
}
