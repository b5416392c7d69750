export interface LineTimes {
  /** Ping interval and pong deadline together stay below WAIT, so that a gap is known before its windows close. */
  readonly pingMs: number;
  readonly pongMs: number;
  readonly connectMs: number;
  /** Subscriptions are sent again this often: Yahoo confirms none, and long-lived connections lose some. */
  readonly subscribeMs: number;
  readonly backoffMinMs: number;
  readonly backoffMaxMs: number;
  /** Between two attempts of the whole pool pass this to twice this: a start with 2,000 tickers takes 3.5 s. */
  readonly attemptMs: number;
  /** Changes of the watchlist are gathered this long and sent as one text. */
  readonly settleMs: number;
  /** A new connection's first frame shows that its subscription is served; the old one stays this long after it, or longer. */
  readonly overlapMs: number;
  /** How long the old one stays where no frame comes: longer than ping and pong, so that the new one has answered. */
  readonly handoverMs: number;
  /** Connections are renewed within this time after a session change, each at a time of its own. */
  readonly spreadMs: number;
  /** The shortest silence that is taken for a stall. */
  readonly stallMs: number;
  /** At least this long between renewals of one socket because of silence; doubled as long as they bring nothing. */
  readonly restMs: number;
  /** The first frames of a connection may be old ones that it is greeted with; they prove no rhythm. */
  readonly greetingMs: number;
}

export const LINE_TIMES: LineTimes = {
  pingMs: 5_000,
  pongMs: 4_000,
  connectMs: 10_000,
  subscribeMs: 15_000,
  backoffMinMs: 1_000,
  backoffMaxMs: 60_000,
  attemptMs: 100,
  settleMs: 100,
  overlapMs: 2_000,
  handoverMs: 10_000,
  spreadMs: 300_000,
  stallMs: 60_000,
  restMs: 600_000,
  greetingMs: 10_000,
};
