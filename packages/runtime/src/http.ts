import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Registry } from "prom-client";

export interface HttpOptions {
  readonly host: string;
  /** 0 means any free port. */
  readonly port: number;
  readonly registry: Registry;
  /** What keeps the process from doing its work; empty when it is ready. */
  readonly missing: () => readonly string[];
  /** More pages by their path, each an object to be shown as JSON. */
  readonly pages?: Readonly<Record<string, () => object>>;
}

export interface HttpServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Serves /livez (the process turns its event loop), /readyz (200 or 503, with what is missing) and /metrics. */
export async function serveHttp(options: HttpOptions): Promise<HttpServer> {
  const server = createServer((request, response) => void answer(options, request, response));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, resolve);
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

async function answer(
  options: HttpOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const send = (status: number, type: string, body: string) =>
    response.writeHead(status, { "content-type": type }).end(body);
  const path = request.url?.split("?")[0] ?? "/";
  const page = options.pages?.[path];
  if (page !== undefined) return void send(200, "application/json", `${JSON.stringify(page())}\n`);
  switch (path) {
    case "/livez":
      return void send(200, "text/plain", "live\n");
    case "/readyz": {
      const missing = options.missing();
      const body = missing.length === 0 ? "ready\n" : `${missing.join("\n")}\n`;
      return void send(missing.length === 0 ? 200 : 503, "text/plain", body);
    }
    case "/metrics":
      return void send(200, options.registry.contentType, await options.registry.metrics());
    default: {
      const paths = ["/livez", "/readyz", "/metrics", ...Object.keys(options.pages ?? {})];
      return void send(404, "text/plain", `expected one of ${paths.join(" ")}\n`);
    }
  }
}
