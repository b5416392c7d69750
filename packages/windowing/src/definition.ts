import type { Align } from "./align.ts";

interface Common {
  /** As configured, such as 1m, 5m/1m or session:30s: published in every record. */
  readonly name: string;
  /** What a checkpoint knows it by: the name, and the alignment where that is not UTC. */
  readonly identity: string;
  /** Identifies the definition and all settings that change what it publishes. */
  readonly hash: string;
}

/** Windows side by side: each ends where the next begins. */
export interface Tumbling extends Common {
  readonly kind: "tumbling";
  readonly lengthMs: number;
  readonly align: Align;
}

/**
 * Windows of one length that begin every step, and so overlap; `stepMs` is at most `lengthMs`. Where a change of the clocks
 * sets two of them further apart than that, the first lasts until the second begins.
 */
export interface Sliding extends Common {
  readonly kind: "sliding";
  readonly lengthMs: number;
  readonly stepMs: number;
  readonly align: Align;
}

/** Windows that end when no tick came for `gapMs`, and at every whole hour. */
export interface Session extends Common {
  readonly kind: "session";
  readonly gapMs: number;
}

/** One entry of WINDOWS. */
export type Definition = Tumbling | Sliding | Session;
