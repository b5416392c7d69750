/** What a feed is told to send. */
export type Order =
  /** As fast as the ingestor whose metrics are at this address gets ticks acknowledged. */
  | { readonly kind: "flood"; readonly frames: number; readonly metrics: string }
  | { readonly kind: "pace"; readonly framesPerSecond: number; readonly seconds: number };

/** How that went. */
export interface Sent {
  readonly frames: number;
  readonly ms: number;
  /** What the feed itself has used of the processors meanwhile. */
  readonly cpuMs: number;
}

/** The first line of a feed. */
export interface FeedAddress {
  /** Where an ingestor finds it. */
  readonly url: string;
  /** Where an order is posted; the answer comes when it is done. */
  readonly orders: string;
}
