/** Why a frame was sent. `scripted` ones come from `send` and `publish`. */
export type FrameKind = "market" | "replay" | "scripted" | "garbage" | "repeat" | "late" | "stale";

/** What happened since the start; `open` figures are of this moment. A frame sent to two sockets counts twice. */
export interface Stats {
  readonly frames: Readonly<Record<FrameKind, number>> & {
    readonly total: number;
    /** Not sent because of a stall or a freeze, and lost: the feed has no replay. */
    readonly withheld: number;
  };
  readonly connections: {
    readonly open: number;
    readonly accepted: number;
    /** Closed for a malformed request. */
    readonly malformed: number;
    /** Cut off because the client did not read. */
    readonly slow: number;
  };
  readonly subscriptions: {
    readonly open: number;
    readonly tickers: number;
    /** Tickers beyond a connection's hundredth, never served. */
    readonly cut: number;
  };
}

export class Counters {
  readonly frames: Record<FrameKind, number> = {
    market: 0,
    replay: 0,
    scripted: 0,
    garbage: 0,
    repeat: 0,
    late: 0,
    stale: 0,
  };
  withheld = 0;
  accepted = 0;
  malformed = 0;
  slow = 0;
}
