import type { ClosedWindow } from "../closed-window.ts";

/** What the reference documentation says of one field. */
export interface Field {
  readonly unit: string;
  readonly formula: string;
  /** Empty where it never is. */
  readonly nullWhen: string;
  /** Where the definition comes from; empty where it is plain. */
  readonly reference: string;
}

/** Statistics that are computed together, because they share what is expensive. */
export interface Statistics<Name extends string> {
  readonly fields: Readonly<Record<Name, Field>>;
  /** Writes each of them into `into`: null where undefined, never NaN or Infinity. Reads the window and changes nothing in it. */
  compute(window: ClosedWindow, into: Record<Name, number | null>): void;
}
