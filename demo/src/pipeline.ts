import type { FeaturesRecord } from "./features-record.ts";

/** Everything from the feed to the features, running somewhere. */
export interface Pipeline {
  /** When all of it was ready, on the clock of performance.now(). */
  readonly readyAt: number;
  /** Where the page is; undefined where there is none. */
  readonly page: string | undefined;
  /** Where the simulator can be told to misbehave. */
  readonly controlUrl: string;
  /** Rejects if a part of it ends by itself. */
  readonly failed: Promise<never>;
  /** The metrics of ingestor and windower, in Prometheus's text format. */
  scrape(): Promise<string>;
  /** What to look at if nothing comes out. */
  clues(): string;
  close(): Promise<void>;
}

export interface PipelineOptions {
  readonly onRecord: (record: FeaturesRecord) => void;
  /** Gets what happens on the way, as sentences. */
  readonly onEvent: (sentence: string) => void;
  readonly signal: AbortSignal;
}

/** Short windows, so that the first features come soon; the crypto ticker has no volume, as its counter is no counter. */
export const SETTINGS: Readonly<Record<string, string>> = {
  TICKERS: "AMZN,MSFT,NVDA,BTC-USD",
  WINDOWS: "5s",
  WAIT: "2s",
  FEATURES_FORMAT: "json",
  TOPIC_PARTITIONS: "4",
  SIMULATOR_HOST: "127.0.0.1",
  SIMULATOR_PORT: "0",
  SIMULATOR_TICKS_PER_SECOND: "4",
};
