import { eventually } from "../e2e/eventually.ts";
import { Service } from "../e2e/service.ts";
import type { Browser } from "./chromium.ts";
import type { FeaturesTopic } from "./features-topic.ts";

/** A day of minutes of 500 tickers, read on a machine that is busy with other tests. */
const READY_MS_MAX = 180_000;

/** What the tests of a file share: a topic, a dashboard that reads it, and a browser. */
export class Site {
  topic!: FeaturesTopic;
  browser!: Browser;
  #service: Service | undefined;
  #port = "0";
  readonly #env: Readonly<Record<string, string>>;

  constructor(env: Readonly<Record<string, string>> = {}) {
    this.#env = env;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Starts the dashboard, at the address that it had before if it ran already; resolves when it has read the topic. */
  async start(): Promise<void> {
    const env = { ...this.topic.variables, HTTP_PORT: this.#port, ...this.#env };
    const service = new Service("dashboard", env);
    this.#service = service;
    const isReady = async () => {
      if (service.port === undefined) return undefined;
      return (await service.get("/readyz")).status === 200 ? true : undefined;
    };
    await Promise.race([eventually("the dashboard is ready", isReady, READY_MS_MAX), service.endedEarly()]);
    this.#port = String(service.port);
  }

  /** Ends the dashboard, and waits until it is gone. */
  async stop(signal: NodeJS.Signals): Promise<void> {
    await this.#service?.stop(signal);
  }

  async close(): Promise<void> {
    await this.browser?.close();
    await this.stop("SIGKILL");
    await this.topic?.close();
  }
}
