import type { Log } from "@market/runtime";
import WebSocket from "ws";
import type { Pool, PoolAction } from "./pool.ts";
import { shownUrl } from "./shown-url.ts";

/** A frame over this closes the connection; up to it the frame is counted and refused without harm. */
const PAYLOAD_BYTES_MAX = 16 * 1_024 * 1_024;
/** Timers are set anew at least this often, because the wall clock may be changed meanwhile. */
const SLEEP_MS_MAX = 60_000;

/** What the pool says that is not to be done but to be known. */
export type News = Extract<PoolAction, { kind: "connected" | "lost" | "reconnect" }>;

export interface SocketsOptions {
  readonly url: string;
  readonly pool: Pool;
  readonly log: Pick<Log, "info" | "warn">;
  /** The monotonic clock and the wall's. */
  readonly now: () => number;
  readonly wall: () => number;
  readonly onFrame: (frame: string, socket: number) => void;
  readonly onOpened: () => void;
  readonly onNews: (news: News) => void;
  /** Something has happened that may have changed the pool's state. */
  readonly onTurn: () => void;
}

/** The WebSockets of a pool: does what the pool decides, and tells it what happens. */
export class Sockets {
  readonly #options: SocketsOptions;
  /** By the pool's connection ids. */
  readonly #open = new Map<number, WebSocket>();
  /** Those that are done with and not gone yet. */
  readonly #closing = new Set<WebSocket>();
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(options: SocketsOptions) {
    this.#options = options;
  }

  /** Does what is due; to be called at the start and after `pool.watch`. */
  turn(): void {
    const { pool, now, wall } = this.#options;
    this.#act(pool.elapse(now(), wall()));
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    for (const webSocket of [...this.#open.values(), ...this.#closing]) {
      mute(webSocket);
      webSocket.terminate();
    }
    this.#open.clear();
    this.#closing.clear();
  }

  #act(actions: readonly PoolAction[]): void {
    for (const action of actions) this.#do(action);
    this.#options.onTurn();
    this.#schedule();
  }

  #do(action: PoolAction): void {
    const { kind } = action;
    if (kind === "connected" || kind === "lost" || kind === "reconnect") this.#options.onNews(action);
    else if (kind === "connect") this.#connect(action.connection, action.socket);
    else if (kind === "terminate" || kind === "close") this.#leave(action.connection, kind);
    else if (kind === "ping") this.#open.get(action.connection)?.ping();
    else this.#open.get(action.connection)?.send(JSON.stringify({ [kind]: action.tickers }));
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    if (this.#stopped) return;
    const waitMs = Math.max(0, this.#options.pool.dueAt - this.#options.now());
    this.#timer = setTimeout(() => this.turn(), Math.min(waitMs, SLEEP_MS_MAX));
  }

  #connect(connection: number, socket: number): void {
    const { pool, log, now } = this.#options;
    const about = { url: shownUrl(this.#options.url), socket };
    const webSocket = new WebSocket(this.#options.url, {
      perMessageDeflate: false,
      maxPayload: PAYLOAD_BYTES_MAX,
    });
    this.#open.set(connection, webSocket);
    webSocket.on("open", () => {
      log.info({ ...about, tickers: pool.tickersOf(socket).size }, "feed connected");
      this.#options.onOpened();
      this.#act(pool.opened(connection, now()));
    });
    webSocket.on("message", data => this.#frame(String(data), connection, socket));
    webSocket.on("pong", () => this.#act(pool.pong(connection, now())));
    webSocket.on("error", error => log.warn({ ...about, error: error.message }, "feed connection failed"));
    webSocket.on("close", code => {
      log.warn({ ...about, code }, "feed connection closed, connecting again");
      this.#open.delete(connection);
      this.#act(pool.closed(connection, now()));
    });
  }

  /** No new timer for each frame: what a frame makes due earlier can wait for the next ping, 5 s at most. */
  #frame(frame: string, connection: number, socket: number): void {
    const { pool, now, onFrame } = this.#options;
    const actions = pool.frame(connection, now());
    if (actions.length > 0) this.#act(actions);
    onFrame(frame, socket);
  }

  /** From here on nothing it says counts. A dead connection may take minutes to say so itself. */
  #leave(connection: number, kind: "terminate" | "close"): void {
    const webSocket = this.#open.get(connection);
    if (webSocket === undefined) return;
    this.#open.delete(connection);
    mute(webSocket);
    if (kind === "terminate" || webSocket.readyState === WebSocket.CONNECTING) {
      const url = shownUrl(this.#options.url);
      this.#options.log.warn({ url }, "feed did not answer in time, connecting again");
      webSocket.terminate();
      return;
    }
    this.#closing.add(webSocket);
    webSocket.on("close", () => this.#closing.delete(webSocket));
    webSocket.close();
  }
}

function mute(webSocket: WebSocket): void {
  webSocket.removeAllListeners();
  webSocket.on("error", () => undefined);
}
