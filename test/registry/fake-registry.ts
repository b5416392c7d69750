import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";

interface Asked {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly authorization: string | undefined;
}

/** What no real registry does when a test asks: it answers what it is told to, in order, the last answer again and again. Ends with the test. */
export async function startFakeRegistry(
  test: TestContext,
  answers: readonly (readonly [status: number, body: string])[],
  port = 0,
) {
  const asked: Asked[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    request.resume();
    const [status, body] = answers[Math.min(asked.length, answers.length - 1)]!;
    asked.push({
      method: request.method,
      path: request.url,
      authorization: request.headers.authorization,
    });
    response.writeHead(status, { "content-type": "application/json", location: "/login" }).end(body);
  });
  await new Promise<void>(resolve => server.listen(port, "127.0.0.1", resolve));
  const close = async () => {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  };
  test.after(close);
  return { asked, port: (server.address() as AddressInfo).port, close };
}
