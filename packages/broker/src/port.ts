import { once } from "node:events";
import { connect, createServer } from "node:net";

/** The loopback interface only: nothing that is started here can be reached from another machine. */
export const LOOPBACK = "127.0.0.1";

/** Ports that the operating system has free. They are held together until all are known, so that none comes twice. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, LOOPBACK));
  await Promise.all(servers.map(server => once(server, "listening")));
  const ports = servers.map(server => {
    const address = server.address();
    return typeof address === "object" && address ? address.port : 0;
  });
  await Promise.all(servers.map(server => server.close() && once(server, "close")));
  return ports;
}

/** Whether something accepts connections on a port of the loopback interface. */
export function accepts(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, LOOPBACK, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => resolve(false));
  });
}
