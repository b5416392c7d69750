import { WebSocket } from "ws";
import type { Version } from "./frame.ts";

/** A reader this far behind would cost memory without end; 16 MiB are about 170,000 frames. */
const BUFFERED_BYTES_MAX = 16 * 1024 * 1024;

/** One client. */
export class Connection {
  readonly version: Version;
  readonly #socket: WebSocket;

  constructor(socket: WebSocket, version: Version) {
    this.#socket = socket;
    this.version = version;
  }

  /** False once either side has begun to close: what a client still says then is not heard. */
  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  /** Queues a text frame; "slow" is returned once, when the client is cut off for not reading. */
  send(text: Buffer): "sent" | "closed" | "slow" {
    if (!this.isOpen) return "closed";
    if (this.#socket.bufferedAmount > BUFFERED_BYTES_MAX) {
      this.#socket.terminate();
      return "slow";
    }
    this.#socket.send(text, { binary: false });
    return "sent";
  }

  /** Without a code the client sees 1005, "no status". */
  close(code?: number): void {
    this.#socket.close(code);
  }

  /** Drops the TCP connection without a close frame: the client sees 1006. */
  terminate(): void {
    this.#socket.terminate();
  }
}
