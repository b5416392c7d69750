import { EventEmitter, on, once } from "node:events";
import { decodePricing, encodePricing, type Pricing } from "@market/wire";
import { WebSocket } from "ws";

/** A WebSocket client that keeps what it receives, in order, until it is asked for. */
export class Client {
  readonly socket: WebSocket;
  /** The close code. */
  readonly closed: Promise<number>;
  readonly #texts = new EventEmitter();
  readonly #queue = on(this.#texts, "text");

  private constructor(socket: WebSocket) {
    this.socket = socket;
    this.socket.on("message", data => this.#texts.emit("text", data.toString()));
    this.closed = once(socket, "close").then(([code]) => code);
  }

  static async open(url: string): Promise<Client> {
    const client = new Client(new WebSocket(url));
    await once(client.socket, "open");
    return client;
  }

  /** Resolves once the server has read the request: there is no acknowledgement, but pongs keep the order. */
  async ask(request: object | string): Promise<void> {
    this.socket.send(typeof request === "string" ? request : JSON.stringify(request));
    await this.ping();
  }

  async subscribe(...tickers: string[]): Promise<void> {
    await this.ask({ subscribe: tickers });
  }

  /** Resolves to what the next pong carries. */
  async ping(payload = ""): Promise<string> {
    const pong = once(this.socket, "pong");
    this.socket.ping(payload);
    const [data] = await pong;
    return data.toString();
  }

  async next(): Promise<string> {
    const [text] = (await this.#queue.next()).value ?? [];
    return text;
  }

  async take(count: number): Promise<string[]> {
    const texts: string[] = [];
    while (texts.length < count) texts.push(await this.next());
    return texts;
  }

  async nextPricing(): Promise<Pricing> {
    return pricingOf(await this.next());
  }
}

/** The fields that were sent: the decoder adds an empty list of indices, because lists have no presence. */
export function fieldsOf(bytes: Uint8Array): Pricing {
  const { indices, ...fields } = decodePricing(bytes);
  return indices?.length ? { indices, ...fields } : fields;
}

/** The pricing in a version 2 text. */
export function pricingOf(text: string): Pricing {
  return fieldsOf(Buffer.from(JSON.parse(text).message, "base64"));
}

export function base64Of(pricing: Pricing): string {
  return Buffer.from(encodePricing(pricing)).toString("base64");
}
