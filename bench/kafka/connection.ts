import { once } from "node:events";
import { connect, type Socket } from "node:net";
import type { Api } from "./requests.ts";

// What the bench itself writes and reads goes through this: a client that costs so little that it does not disturb what is
// measured beside it on the same machine (kafkajs takes some µs a record). No TLS, no logins, no retries: what fails, fails.

const CLIENT_ID = Buffer.from("market-bench");
/** Length, API key, version, correlation id, and the length of the client id. */
const HEADER_BYTES = 14;

interface Waiting {
  resolve(body: Buffer): void;
  reject(error: Error): void;
}

/** One connection to a broker: requests are answered in the order they are sent in. */
export class Connection {
  readonly #socket: Socket;
  readonly #waiting: Waiting[] = [];
  #chunks: Buffer[] = [];
  #bytes = 0;
  #correlationId = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on("data", chunk => this.#receive(chunk));
    socket.on("error", error => this.#fail(error));
    socket.on("close", () => this.#fail(new Error("the broker closed the connection")));
  }

  static async open(host: string, port: number): Promise<Connection> {
    const socket = connect(port, host);
    await once(socket, "connect");
    return new Connection(socket);
  }

  /** Sends a request and resolves to the body of its answer. */
  send({ key, version }: Api, body: readonly Uint8Array[]): Promise<Buffer> {
    const header = Buffer.alloc(HEADER_BYTES);
    const length = body.reduce((sum, each) => sum + each.length, HEADER_BYTES - 4 + CLIENT_ID.length);
    header.writeInt32BE(length, 0);
    header.writeInt16BE(key, 4);
    header.writeInt16BE(version, 6);
    header.writeInt32BE(this.#correlationId++, 8);
    header.writeInt16BE(CLIENT_ID.length, 12);
    return new Promise((resolve, reject) => {
      if (this.#socket.destroyed) return reject(new Error("the connection to the broker is closed"));
      this.#waiting.push({ resolve, reject });
      this.#socket.cork();
      this.#socket.write(header);
      this.#socket.write(CLIENT_ID);
      for (const each of body) this.#socket.write(each);
      this.#socket.uncork();
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #receive(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    // Answers of some MB come in chunks of 64 kB: they are put together once, when the last one is there.
    while (this.#bytes >= 4) {
      if (this.#chunks[0]!.length < 4) this.#chunks = [Buffer.concat(this.#chunks)];
      const end = 4 + this.#chunks[0]!.readInt32BE(0);
      if (this.#bytes < end) return;
      const all = this.#chunks.length === 1 ? this.#chunks[0]! : Buffer.concat(this.#chunks);
      this.#chunks = all.length > end ? [all.subarray(end)] : [];
      this.#bytes = all.length - end;
      this.#waiting.shift()?.resolve(all.subarray(8, end));
    }
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}
