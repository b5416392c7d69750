/** Where a day's windows begin: at this local time of a time zone. */
export interface Align {
  /** An IANA name such as America/New_York. With UTC and an opening at 0, windows are aligned to the epoch. */
  readonly zone: string;
  /** Since local midnight. */
  readonly opensAtMs: number;
}
