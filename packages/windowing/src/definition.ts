/** One entry of WINDOWS: tumbling windows of one length, aligned to the epoch (UTC). */
export interface Definition {
  /** As configured, such as 1m: published in every record. */
  readonly name: string;
  readonly kind: "tumbling";
  readonly lengthMs: number;
  /** Identifies the definition and all settings that change what it publishes. */
  readonly hash: string;
}

/** The start of the window that holds `time`; the window is [start, start + lengthMs). */
export function windowStart(time: number, { lengthMs }: Definition): number {
  return Math.floor(time / lengthMs) * lengthMs;
}
