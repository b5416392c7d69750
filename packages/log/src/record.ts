/** Header names to values, as text. */
export type Headers = Readonly<Record<string, string>>;

/** A record as it is read from the log. */
export interface LogRecord {
  readonly offset: number;
  /** ms since the epoch; in the ticks topic the received time. */
  readonly timestamp: number;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly headers: Headers;
}

/** A record to be appended. */
export interface OutRecord {
  readonly timestamp: number;
  readonly key: Uint8Array | string | null;
  readonly value: Uint8Array | null;
  readonly headers?: Headers;
}
