export const TICKERS = 1_000;
export const PARTITIONS = 12;

/** How long one rate is measured. */
export interface Span {
  readonly warmUpMs: number;
  readonly measureMs: number;
  /** WINDOWS and WAIT. */
  readonly windowMs: number;
}
