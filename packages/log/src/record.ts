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

/** At most this much of what could not be used is kept in a dead letter. */
export const DEAD_LETTER_BYTES_MAX = 64 * 1_024;

/** A record to be appended. */
export interface OutRecord {
  readonly timestamp: number;
  readonly key: Uint8Array | string | null;
  readonly value: Uint8Array | null;
  readonly headers?: Headers;
}
