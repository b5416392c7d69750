import { once } from "node:events";
import { request } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { Metrics } from "@market/runtime";
import type { PipelineState } from "../../services/dashboard/src/api.ts";
import { History } from "../../services/dashboard/src/history.ts";
import { Live } from "../../services/dashboard/src/live.ts";
import {
  type DashboardServer,
  type ServerLimits,
  serveDashboard,
} from "../../services/dashboard/src/server.ts";

export interface Serving {
  readonly history: History;
  readonly live: Live;
  readonly server: DashboardServer;
  /** What was counted, by name and reason. */
  readonly counted: Map<string, number>;
  readonly logged: object[];
  readonly origin: string;
}

function aState(history: History): PipelineState {
  const unknown = { feedDelayMs: null, tickAt: null, heardAt: null, watermarkDelayMs: null };
  const counts = { lateTicks: null, ingestors: null, windowers: null };
  return { now: Date.now(), read: 1, trouble: null, ...unknown, ...counts, windows: history.windows() };
}

/** A dashboard's server on a free port, with a history that a test fills. */
export async function serve(limits: Partial<ServerLimits> = {}): Promise<Serving> {
  const history = new History({ barsMax: 100_000 });
  const live = new Live();
  const counted = new Map<string, number>();
  const logged: object[] = [];
  const count = (name: string) => counted.set(name, (counted.get(name) ?? 0) + 1);
  const server = await serveDashboard({
    host: "127.0.0.1",
    port: 0,
    history,
    live,
    state: () => aState(history),
    missing: () => [],
    registry: new Metrics("dashboard").registry,
    metrics: {
      streamsReset: { inc: () => void count("reset") },
      streamsCut: { inc: () => void count("cut") },
      refusedRequests: { inc: (labels: unknown) => void count((labels as { reason: string }).reason) },
    },
    log: { error: (fields: object) => void logged.push(fields) },
    limits,
  });
  return { history, live, server, counted, logged, origin: `http://127.0.0.1:${server.port}` };
}

/** Asks as a client that decodes nothing and keeps no connection. */
export async function ask(
  { server }: Serving,
  path: string,
  { method = "GET", headers = {} }: { method?: string; headers?: Record<string, string> } = {},
) {
  const sent = request({ host: "127.0.0.1", port: server.port, path, method, headers, agent: false });
  sent.end();
  const [response] = await once(sent, "response");
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  return { status: response.statusCode as number, headers: response.headers, body, text: body.toString() };
}

/** Sends bytes as they are and returns all that comes back until the server closes the connection. */
export async function send({ server }: Serving, bytes: string): Promise<string> {
  const socket = connect(server.port, "127.0.0.1");
  await once(socket, "connect");
  socket.write(bytes);
  return text(socket);
}
