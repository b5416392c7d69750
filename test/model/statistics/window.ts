/** One tick of a window, as far as the statistics go; a field that is absent was not sent. */
export type NaiveTick = {
  /** ms since the epoch. */
  time: number;
  price: number;
  /** By how much it raised its trading session's volume counter; null where the window's volume is. */
  growth: number | null;
  bid?: number | undefined;
  bidSize?: number | undefined;
  ask?: number | undefined;
  askSize?: number | undefined;
};

/** A closed window with at least one tick, and what it cannot know from its own ticks. */
export type NaiveWindow = {
  kind: "tumbling" | "sliding" | "session";
  start: number;
  end: number;
  /** In event-time order, ties in log order. */
  ticks: NaiveTick[];
  /** The sum of the growths; null where it cannot be known. */
  volume: number | null;
  /** The carried price, of the last tick that the definition counted before this window. */
  priceBefore: number | undefined;
  /** The carried tick sign: of the last price change before this window. */
  signBefore: -1 | 0 | 1;
  /** For how long of the window the feed was not connected, overlapping gaps counted once. */
  gapMs: number;
};
