import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { after, before, describe, test } from "node:test";
import { type HttpServer, Metrics, serveHttp } from "@market/runtime";

let server: HttpServer;
let missing: readonly string[] = [];
const logged: object[] = [];

before(async () => {
  const metrics = new Metrics("test");
  metrics.gaugeOf("broken", "Cannot be read while `missing` says so", () => {
    if (missing.includes("metrics")) throw new Error("a secret at /home/us/main.ts:1");
    return 1;
  });
  server = await serveHttp({
    host: "127.0.0.1",
    port: 0,
    registry: metrics.registry,
    missing: () => missing,
    pages: { "/page": () => ({ a: 1 }) },
    log: { error: (fields: object) => void logged.push(fields) },
  });
});

after(() => server.close());

const ask = (path: string, init: RequestInit = {}) =>
  fetch(`http://127.0.0.1:${server.port}${path}`, { signal: AbortSignal.timeout(10_000), ...init });

/** Sends bytes as they are and returns all that comes back until the server closes the connection. */
async function send(bytes: string): Promise<string> {
  const socket = connect(server.port, "127.0.0.1");
  await once(socket, "connect");
  socket.write(bytes);
  return text(socket);
}

describe("the HTTP server", { timeout: 30_000 }, () => {
  test("is ready when nothing is missing, and says line by line what is", async () => {
    missing = [];
    assert.deepEqual([(await ask("/readyz")).status, await (await ask("/readyz")).text()], [200, "ready\n"]);
    missing = ["not in the group", "partition 3 is recovering"];
    const response = await ask("/readyz");
    assert.equal(response.status, 503);
    assert.equal(await response.text(), "not in the group\npartition 3 is recovering\n");
    assert.equal((await ask("/livez")).status, 200);
    missing = [];
  });

  test("serves metrics and pages, and answers HEAD with the same headers and no body", async () => {
    assert.match(await (await ask("/metrics")).text(), /^test_build_info\{version="[^"]+",node="24/m);
    assert.deepEqual(await (await ask("/page?x=1")).json(), { a: 1 });
    const head = await ask("/page", { method: "HEAD" });
    assert.equal(head.headers.get("content-type"), "application/json");
    assert.equal(await head.text(), "");
  });

  test("refuses what it does not serve: other paths, other methods, bodies", async () => {
    assert.equal((await ask("/")).status, 404);
    assert.match(await send("GET constructor HTTP/1.1\r\nhost: x\r\n\r\n"), /^HTTP\/1.1 400 /);
    assert.match(await (await ask("/nowhere")).text(), /expected one of \/livez \/readyz \/metrics \/page/);
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
      const response = await ask("/metrics", { method });
      assert.equal(response.status, 405, method);
      assert.equal(response.headers.get("allow"), "GET, HEAD");
    }
    const withBody = "GET /livez HTTP/1.1\r\nhost: x\r\ncontent-length: 1000000000\r\n\r\n";
    assert.match(await send(withBody), /^HTTP\/1.1 413 /);
  });

  test("says in the log why a page cannot be made, never in the answer, and goes on", async () => {
    missing = ["metrics"];
    const response = await ask("/metrics");
    assert.equal(response.status, 500);
    assert.doesNotMatch(await response.text(), /secret|main\.ts/);
    assert.deepEqual(logged, [{ path: "/metrics", error: "Error: a secret at /home/us/main.ts:1" }]);
    missing = [];
    assert.equal((await ask("/metrics")).status, 200);
  });

  test("ends requests that are too large, and those that never come to an end", async () => {
    assert.match(
      await send(`GET /livez HTTP/1.1\r\nhost: x\r\nx: ${"x".repeat(10_000)}\r\n\r\n`),
      /^HTTP\/1.1 431 /,
    );
    assert.match(await send("GET /livez HTTP/1.1\r\nhost:"), /^HTTP\/1.1 408 /);
  });
});
