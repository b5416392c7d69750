import type { Features } from "./features.ts";
import type { Tick } from "./tick.ts";

/**
 * What became of a tick: `folded` into some open window, `duplicate` of a tick that is held, `late` for
 * every definition, `early` for all of them (they were added later), a `snapshot` (never folded), or too far in the `future` to be believed.
 */
export type Verdict = "folded" | "duplicate" | "late" | "early" | "snapshot" | "future";

/** A tick that came after at least one of its windows had closed. */
export interface LateTick {
  readonly offset: number;
  readonly receivedTime: number;
  readonly tick: Tick;
  /** The ticker's watermark when it came. */
  readonly watermark: number;
  /** The windows it missed, in order of definition. */
  readonly windows: readonly { readonly window: string; readonly window_start: number }[];
}

/** What a windower has to publish. */
export interface Output {
  readonly features: Features[];
  readonly late: LateTick[];
}
