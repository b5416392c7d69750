import { after, before } from "node:test";
import { Metrics } from "@market/runtime";
import type { Features } from "@market/windowing";
import type { PipelineState } from "../../services/dashboard/src/api.ts";
import { History } from "../../services/dashboard/src/history.ts";
import { Live } from "../../services/dashboard/src/live.ts";
import { type DashboardServer, serveDashboard } from "../../services/dashboard/src/server.ts";
import { type Browser, openChromium } from "./chromium.ts";

/** A dashboard's server without a broker: what it holds and says is what a test makes it hold and say. */
export class HeldSite {
  browser!: Browser;
  readonly history = new History({ barsMax: 500_000 });
  readonly live = new Live();
  /** Of its state, what is other than with a pipeline that is well. */
  said: Partial<PipelineState> = {};
  #server!: DashboardServer;

  async open(): Promise<void> {
    this.#server = await serveDashboard({
      host: "127.0.0.1",
      port: 0,
      history: this.history,
      live: this.live,
      state: () => this.#state(),
      missing: () => [],
      registry: new Metrics("dashboard").registry,
      log: { error: () => undefined },
    });
    this.browser = await openChromium();
  }

  async close(): Promise<void> {
    await this.browser?.close();
    await this.#server?.close();
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#server.port}`;
  }

  get streams(): number {
    return this.#server.streams;
  }

  /** Adds records as if they had just been read, and tells the pages. */
  write(records: readonly Features[]): void {
    for (const record of records) {
      const added = this.history.add(record);
      if (added) this.live.push(added.window, [added.bar]);
    }
  }

  /** The topic is another one, which holds these. */
  renew(records: readonly Features[] = []): void {
    this.hold(records);
    this.live.reset();
  }

  /** Holds these and nothing else; no page is told. */
  hold(records: readonly Features[]): void {
    this.history.clear();
    for (const record of records) this.history.add(record);
  }

  #state(): PipelineState {
    const now = Date.now();
    const well = { now, read: 1, trouble: null, heardAt: now, tickAt: now, windows: this.history.windows() };
    const figures = { feedDelayMs: 100, watermarkDelayMs: 10_000, lateTicks: 0, ingestors: 1, windowers: 1 };
    return { ...well, ...figures, ...this.said };
  }
}

/** Opens one before the tests of the file that calls this, and closes it behind them. */
export function useHeldSite(): HeldSite {
  const site = new HeldSite();
  before(() => site.open());
  after(() => site.close());
  return site;
}
