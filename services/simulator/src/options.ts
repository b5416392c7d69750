import type { ReplayFrame } from "./replay.ts";

export interface SimulatorOptions {
  /** 0 (the default) takes any free port. */
  readonly port?: number;
  readonly host?: string;
  readonly seed?: number;
  /** Market frames a second for each subscribed ticker; times are whole seconds, so above 1 they tie. */
  readonly ticksPerSecond?: number;
  /** Treats every instant as the regular session, so that something moves at weekends. */
  readonly alwaysOpen?: boolean;
  /** Whether the seeded market speaks; by default it does unless there is a replay. */
  readonly market?: boolean;
  /** Tickers the market knows; others take a slot and are never sent. By default names of 1 to 64 characters. */
  readonly exists?: (ticker: string) => boolean;
  /** Captured frames, as read by `parseReplay`; they begin with the first subscription. */
  readonly replay?: readonly ReplayFrame[];
  /** How much faster than captured the replay runs. */
  readonly speed?: number;
  /** The wall clock behind event times. */
  readonly now?: () => number;
}

const TICKER_LENGTH_MAX = 64;

/** Options with every default filled in; `market` stays open because its default depends on the replay. */
export type Settings = Required<Omit<SimulatorOptions, "market">> & Pick<SimulatorOptions, "market">;

export const DEFAULTS: Settings = {
  port: 0,
  host: "127.0.0.1",
  seed: 1,
  ticksPerSecond: 1,
  alwaysOpen: true,
  replay: [],
  speed: 1,
  exists: (ticker: string) => ticker.length > 0 && ticker.length <= TICKER_LENGTH_MAX,
  now: Date.now,
};
