import type { Log } from "@market/runtime";
import WebSocket from "ws";
import { Line, type LineAction, type Silence } from "./line.ts";

/** A frame over this closes the connection; up to it the frame is counted and refused without harm. */
const PAYLOAD_BYTES_MAX = 16 * 1_024 * 1_024;

export interface SocketOptions {
  readonly url: string;
  readonly tickers: readonly string[];
  readonly log: Log;
  readonly onFrame: (frame: string) => void;
  readonly onConnected: () => void;
  readonly onLost: () => void;
}

/** One WebSocket to the feed, kept alive for ever: does what its Line decides. */
export class Socket {
  readonly #options: SocketOptions;
  readonly #line = new Line(Math.random);
  #webSocket: WebSocket | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(options: SocketOptions) {
    this.#options = options;
  }

  get isOpen(): boolean {
    return this.#line.isOpen;
  }

  /** Where it connects to, without a user name or password that the URL may hold. */
  get shownUrl(): string {
    const url = new URL(this.#options.url);
    url.username = "";
    url.password = "";
    return url.href;
  }

  get silence(): Silence {
    return this.#line.silence;
  }

  start(): void {
    this.#act(this.#line.start(performance.now()));
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#webSocket?.removeAllListeners();
    this.#webSocket?.on("error", () => undefined);
    this.#webSocket?.terminate();
  }

  #act(actions: readonly LineAction[]): void {
    for (const action of actions) {
      if (action === "connect") this.#connect();
      else if (action === "subscribe")
        this.#webSocket?.send(JSON.stringify({ subscribe: this.#options.tickers }));
      else if (action === "ping") this.#webSocket?.ping();
      else if (action === "terminate") this.#drop();
      else this.#options.onLost();
    }
    this.#schedule();
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    if (this.#stopped) return;
    const waitMs = Math.max(0, this.#line.dueAt - performance.now());
    this.#timer = setTimeout(() => this.#act(this.#line.elapse(performance.now())), Math.min(waitMs, 60_000));
  }

  #connect(): void {
    const { log, onFrame, onConnected } = this.#options;
    const url = this.shownUrl;
    const webSocket = new WebSocket(this.#options.url, {
      perMessageDeflate: false,
      maxPayload: PAYLOAD_BYTES_MAX,
    });
    this.#webSocket = webSocket;
    webSocket.on("open", () => {
      log.info({ url, tickers: this.#options.tickers.length }, "feed connected");
      onConnected();
      this.#act(this.#line.opened(performance.now()));
    });
    webSocket.on("message", data => {
      this.#line.frame();
      onFrame(String(data));
    });
    webSocket.on("pong", () => {
      this.#line.pong();
      this.#schedule();
    });
    webSocket.on("error", error => log.warn({ url, error: String(error) }, "feed connection failed"));
    webSocket.on("close", code => {
      log.warn({ url, code }, "feed connection closed, connecting again");
      this.#act(this.#line.closed(performance.now()));
    });
  }

  /** A dead socket may take minutes to say so itself; from here on nothing it says counts. */
  #drop(): void {
    this.#options.log.warn({ url: this.shownUrl }, "feed did not answer in time, connecting again");
    this.#webSocket?.removeAllListeners();
    this.#webSocket?.on("error", () => undefined);
    this.#webSocket?.terminate();
    this.#webSocket = undefined;
  }
}
