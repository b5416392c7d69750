import { request } from "node:http";
import { homedir, userInfo } from "node:os";
import { join } from "node:path";
import type { OpenOptions } from "./broker.ts";

/** A local engine answers a ping in milliseconds; one that takes longer than this is not worth waiting for. */
const PING_MS_MAX = 2_000;

type Address = { socketPath: string } | { host: string; port: string };

/** Whether a Docker engine answers, found out before a line of testcontainers (300 ms to load) is. */
export async function dockerEngineAnswers(env: OpenOptions["env"]): Promise<boolean> {
  const answers = await Promise.all(addresses(env).map(ping));
  return answers.includes(true);
}

/** Where testcontainers would look, but for its own properties file. */
function addresses(env: OpenOptions["env"]): Address[] {
  if (env.DOCKER_HOST) return given(env.DOCKER_HOST);
  if (process.platform === "win32") return [{ socketPath: "//./pipe/docker_engine" }];
  const sockets = ["/var/run/docker.sock", `/run/user/${userInfo().uid}/docker.sock`];
  if (env.XDG_RUNTIME_DIR) sockets.push(join(env.XDG_RUNTIME_DIR, "docker.sock"));
  for (const place of ["run", "desktop"]) sockets.push(join(homedir(), ".docker", place, "docker.sock"));
  return sockets.map(socketPath => ({ socketPath }));
}

function given(dockerHost: string): Address[] {
  if (!URL.canParse(dockerHost)) return [];
  const { hostname, port, pathname } = new URL(dockerHost);
  return hostname === "" ? [{ socketPath: pathname }] : [{ host: hostname, port }];
}

/** Any HTTP answer will do, an error as well: an engine behind TLS answers a plain ping with 400. */
function ping(address: Address): Promise<boolean> {
  return new Promise(resolve => {
    const pinging = request({ ...address, path: "/_ping", timeout: PING_MS_MAX }, response => {
      response.resume();
      resolve(true);
    });
    pinging.on("timeout", () => pinging.destroy(new Error("timeout")));
    pinging.on("error", () => resolve(false));
    pinging.end();
  });
}
