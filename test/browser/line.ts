import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** The way between a browser and a server: it can be cut, and it can go dead without a word, as the air does. */
export class Line {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #isCut = false;
  #isDead = false;

  private constructor(server: Server) {
    this.#server = server;
  }

  /** To a port of this machine, which may change hands meanwhile. */
  static async open(to: () => number): Promise<Line> {
    const server = createServer();
    const line = new Line(server);
    server.on("connection", near => line.#join(near, to()));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return line;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Ends all connections, and each new one at once. */
  cut(): void {
    this.#isCut = true;
    this.#endAll();
  }

  /** Whatever is sent, in either direction, no longer arrives; nobody is told. */
  die(): void {
    this.#isDead = true;
    for (const each of this.#sockets) each.pause();
  }

  /** New connections work; what was open is lost. */
  mend(): void {
    this.#isCut = false;
    this.#isDead = false;
    for (const each of this.#sockets) each.resume();
  }

  close(): void {
    this.#server.close();
    this.#endAll();
  }

  #join(near: Socket, port: number): void {
    const far = connect(port, "127.0.0.1");
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(from);
      from.on("data", chunk => void to.write(chunk));
      from.on("error", () => to.destroy());
      from.on("close", () => {
        this.#sockets.delete(from);
        to.destroy();
      });
      if (this.#isDead) from.pause();
    }
    if (this.#isCut) near.destroy();
  }

  #endAll(): void {
    for (const each of this.#sockets) each.destroy();
  }
}
