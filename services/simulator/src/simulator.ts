import { EventEmitter, once, setMaxListeners } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, isIPv6 } from "node:net";
import type { Pricing } from "@market/wire";
import { type WebSocket, WebSocketServer } from "ws";
import { startBeat } from "./beat.ts";
import { Connection } from "./connection.ts";
import { answer } from "./control.ts";
import { Faults } from "./faults.ts";
import { Feed } from "./feed.ts";
import { Market } from "./market.ts";
import { DEFAULTS, type Settings, type SimulatorOptions } from "./options.ts";
import type { ReplayFrame } from "./replay.ts";
import { parseRequest } from "./request.ts";
import type { Stats } from "./stats.ts";

/** Yahoo took a subscription of 103 kB; this leaves room and still bounds what a client can make us hold. */
const REQUEST_BYTES_MAX = 256 * 1024;

/** Listens, and resolves to the running simulator. Rejects where the port is taken. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const settings = { ...DEFAULTS, ...options };
  const server = createServer();
  server.listen(settings.port, settings.host);
  await once(server, "listening");
  return new Simulator(server, settings);
}

/** A running Yahoo-compatible streamer; `startSimulator` makes one. */
export class Simulator {
  /** Of protocol version 2; without the query the same server speaks version 1. */
  readonly url: string;
  /** Where GET /stats and POST /faults/<kind> are. */
  readonly controlUrl: string;
  readonly faults: Faults;
  readonly #server: Server;
  readonly #sockets: WebSocketServer;
  readonly #feed = new Feed();
  readonly #changes = new EventEmitter();
  readonly #closing = new AbortController();
  readonly #beat: NodeJS.Timeout;

  constructor(server: Server, settings: Settings) {
    const { address, port } = server.address() as AddressInfo;
    const authority = `${isIPv6(address) ? `[${address}]` : address}:${port}`;
    this.url = `ws://${authority}/?version=2`;
    this.controlUrl = `http://${authority}`;
    const market = new Market(settings);
    const speaks = settings.market ?? settings.replay.length === 0;
    this.faults = new Faults({
      feed: this.#feed,
      now: settings.now,
      quote: ticker => (speaks && settings.exists(ticker) ? market.next(ticker, settings.now()) : undefined),
    });
    setMaxListeners(0, this.#changes, this.#closing.signal);
    this.#beat = startBeat({ settings, feed: this.#feed, market: speaks ? market : undefined }, () =>
      this.#changes.emit("change"),
    );
    this.#server = server;
    this.#server.on("request", (request, response) => this.#control(request, response));
    // Compression is off as frames are small; pongs are ours to give, because a freeze withholds them.
    this.#sockets = new WebSocketServer({
      server,
      path: "/",
      maxPayload: REQUEST_BYTES_MAX,
      autoPong: false,
    });
    this.#sockets.on("connection", (socket, request) => this.#accept(socket, request));
  }

  /** Sends this text, as it is, to every socket. */
  send(frame: string): void {
    this.#feed.broadcast("scripted", () => frame);
  }

  /** Sends a pricing to the sockets that subscribed its id; returns how many they are. */
  publish(pricing: Pricing): number {
    return this.#feed.publish("scripted", pricing);
  }

  /** The same for frames that were made before, in one write a connection: as fast as frames can be sent. */
  burst(frames: readonly Pick<ReplayFrame, "pricing" | "frame">[]): void {
    this.#feed.together(() => {
      for (const { pricing, frame } of frames) this.#feed.publish("scripted", pricing, frame);
    });
  }

  stats(): Stats {
    return this.#feed.stats();
  }

  /** Resolves once somebody is subscribed to each of the tickers; there is no acknowledgement to wait for. */
  async subscribed(...tickers: string[]): Promise<void> {
    await this.until(() => tickers.every(ticker => this.#feed.subscriptions.of(ticker) !== undefined));
  }

  /** Resolves once the condition holds; it is asked after each change and each beat. Rejects when closed before. */
  async until(condition: (stats: Stats) => boolean): Promise<void> {
    while (!condition(this.stats())) await once(this.#changes, "change", { signal: this.#closing.signal });
  }

  /** Drops every connection and frees the port. */
  async close(): Promise<void> {
    clearInterval(this.#beat);
    this.#closing.abort();
    this.faults.disconnect();
    this.#sockets.close();
    if (!this.#server.listening) return;
    const closed = once(this.#server, "close");
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  #accept(socket: WebSocket, request: IncomingMessage): void {
    const query = new URLSearchParams(request.url?.split("?", 2)[1]);
    const connection = new Connection(socket, request.socket, query.get("version") === "2" ? 2 : 1);
    this.#feed.add(connection);
    socket.on("message", (data, isBinary) => this.#receive(connection, isBinary ? "" : data.toString()));
    socket.on("ping", data => {
      if (!this.#feed.silence.withholdsPongs) socket.pong(data);
    });
    // A breach of the WebSocket protocol; ws closes the socket after it.
    socket.on("error", () => {});
    socket.on("close", () => {
      this.#feed.remove(connection);
      this.#changes.emit("change");
    });
    this.#changes.emit("change");
  }

  #receive(connection: Connection, text: string): void {
    if (!connection.isOpen) return;
    const request = parseRequest(text);
    if (request === undefined) {
      this.#feed.counters.malformed += 1;
      connection.close();
      return;
    }
    this.#feed.subscriptions.unsubscribe(connection, request.unsubscribe);
    this.faults.greet(connection, this.#feed.subscriptions.subscribe(connection, request.subscribe));
    this.#changes.emit("change");
  }

  #control(request: IncomingMessage, response: ServerResponse): void {
    const { status, body } = answer(request.method ?? "", request.url ?? "", this);
    response.writeHead(status, { "content-type": "application/json" }).end(`${JSON.stringify(body)}\n`);
  }
}
