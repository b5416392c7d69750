import type { Tick } from "@market/windowing";

/**
 * What a source says, each with the time it was received at (ms since the epoch, never going back).
 * `connected`: the next frame of each of these tickers is the first on a new connection.
 * `lost`: from now on ticks of these tickers may be missed.
 */
export type SourceEvent =
  | { readonly kind: "frame"; readonly receivedTime: number; readonly frame: string }
  | { readonly kind: "tick"; readonly receivedTime: number; readonly tick: Tick }
  | {
      readonly kind: "connected" | "lost";
      readonly receivedTime: number;
      readonly tickers: readonly string[];
    };

/** A provider of ticks. Another provider is another file with one of these. */
export interface Source {
  /** From now on these tickers are wanted, and no others. May be called at any time. */
  watch(tickers: ReadonlySet<string>): void;
  /** Everything that happens, in order, in lists of what happened together; ends when `signal` is aborted or nothing more comes. */
  events(signal: AbortSignal): AsyncIterable<readonly SourceEvent[]>;
  /** Events have happened that nobody has taken yet: until then nothing may be said about their time. */
  readonly isBehind: boolean;
  /** Nothing is lost by taking its events later. */
  readonly canWait: boolean;
  /** What keeps it from delivering, in words; empty where nothing does. */
  readonly missing: readonly string[];
}
