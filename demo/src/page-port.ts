import { once } from "node:events";
import { createServer } from "node:net";

/** The dashboard's default, so that the page is where the documents say. */
export const PAGE_PORT = 9466;

/** On which port the page is to be: the usual one, or 0, which means any that is free, where something listens there. */
export async function pagePort(usual = PAGE_PORT): Promise<number> {
  const server = createServer().listen(usual, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch {
    return 0;
  }
  server.close();
  await once(server, "close");
  return usual;
}
