import { fileURLToPath } from "node:url";
import { Child } from "../child.ts";
import { nextRun } from "../drain.ts";
import { createTopics, deleteTopics } from "../kafka/topics.ts";
import { cpuSecondsOf, metricsOf, untilReady } from "../windower-process.ts";
import { tickersOf } from "./frames.ts";
import type { FeedAddress, Order, Sent } from "./orders.ts";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const START_MS_MAX = 60_000;
/** Node's flags for the ingestor, such as --cpu-prof --cpu-prof-dir=DIR. */
const FLAGS = process.env.BENCH_INGESTOR_FLAGS?.split(" ") ?? [];

export const PARTITIONS = 12;
export const TICKERS = 1_000;

/** A feed and an ingestor, each a process of its own, on topics of their own. */
export class Ingesting {
  readonly #feed: Child;
  readonly #ingestor: Child;
  readonly #orders: string;

  private constructor(feed: Child, ingestor: Child, orders: string) {
    this.#feed = feed;
    this.#ingestor = ingestor;
    this.#orders = orders;
  }

  /** Runs `work` while both are there, and ends them. */
  static async run<T>(
    brokers: string,
    signal: AbortSignal,
    work: (ingesting: Ingesting) => Promise<T>,
  ): Promise<T> {
    const run = nextRun();
    const children: Child[] = [];
    const start = (name: string, args: readonly string[], env: Record<string, string> = {}) => {
      const child = new Child(name, { file: process.execPath, args, env });
      children.unshift(child);
      return child;
    };
    try {
      await createTopics(brokers, PARTITIONS, `${run}.ticks`);
      const feed = start("feed", [path("feed.ts"), String(TICKERS)]);
      await feed.until("it speaks", line => line.includes("orders"), START_MS_MAX, signal);
      const { url, orders }: FeedAddress = JSON.parse(feed.lines[0]!);
      const main = path("../../services/ingestor/src/main.ts");
      const ingestor = start("ingestor", [...FLAGS, main], variables(brokers, run, url));
      await untilReady(ingestor, START_MS_MAX, signal);
      return await work(new Ingesting(feed, ingestor, orders));
    } finally {
      for (const child of children) await child.stop();
      await deleteTopics(brokers, run);
    }
  }

  /** Has the feed send, and resolves when it has: a flood when all is acknowledged. */
  async send(order: Order, limitMs: number, signal: AbortSignal): Promise<Sent> {
    const answer = fetch(this.#orders, { method: "POST", body: JSON.stringify(order), signal });
    const response = await this.#ingestor.unlessEnded(
      this.#feed.unlessEnded(answer, "it has sent its frames", limitMs, signal),
      "all frames were sent",
      limitMs,
      signal,
    );
    const text = await response.text();
    if (!response.ok) throw new Error(`the feed: ${text}`);
    return JSON.parse(text);
  }

  /** Sends frames as fast as they are acknowledged. */
  async flood(frames: number, limitMs: number, signal: AbortSignal): Promise<Sent> {
    const [, port] = /"port":(\d+)/.exec(this.#ingestor.lines.join("\n"))!;
    const metrics = `http://127.0.0.1:${port}/metrics`;
    return await this.send({ kind: "flood", frames, metrics }, limitMs, signal);
  }

  /** CPU time of the ingestor since its start. */
  async cpuSeconds(): Promise<number> {
    return await cpuSecondsOf(this.#ingestor);
  }

  /** The ingestor's metrics, as they are now. */
  async metrics(): Promise<string> {
    return await metricsOf(this.#ingestor);
  }
}

function variables(brokers: string, run: string, url: string): Record<string, string> {
  return {
    KAFKA_BROKERS: brokers,
    TICKS_TOPIC: `${run}.ticks`,
    DEAD_LETTERS_TOPIC: `${run}.dead-letters`,
    WATCHLIST_TOPIC: `${run}.watchlist`,
    INGESTOR_GROUP_ID: run,
    TOPIC_PARTITIONS: String(PARTITIONS),
    YAHOO_URL: url,
    TICKERS: tickersOf(TICKERS).join(),
    HTTP_PORT: "0",
  };
}
