import type { CustomFeature } from "./custom.ts";
import type { Definition } from "./definition.ts";
import type { StatisticName } from "./statistics/index.ts";

export interface WindowerOptions {
  /** In the order in which windows that are due at one instant go out. */
  readonly definitions: readonly Definition[];
  /** How long after event time a window stays open for ticks that are still on their way. */
  readonly waitMs: number;
  /** A tick further ahead of its received time than this is not believed. */
  readonly maxFutureMs: number;
  /** All of them where undefined; the others are null. */
  readonly statistics?: ReadonlySet<StatisticName> | undefined;
  readonly custom?: readonly CustomFeature[];
}
