import type { Duplex } from "node:stream";
import { WebSocket } from "ws";
import type { Version } from "./frame.ts";

/** A reader this far behind would cost memory without end; 16 MiB are about 170,000 frames. */
const BUFFERED_BYTES_MAX = 16 * 1024 * 1024;

/** One client. */
export class Connection {
  readonly version: Version;
  readonly #socket: WebSocket;
  /** What the WebSocket writes to. */
  readonly #stream: Duplex;

  constructor(socket: WebSocket, stream: Duplex, version: Version) {
    this.#socket = socket;
    this.#stream = stream;
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

  /** Holds what is sent until `uncork`, so that it takes one system call and not one a frame. */
  cork(): void {
    this.#stream.cork();
  }

  uncork(): void {
    this.#stream.uncork();
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
