import { type Carried, type Counted, carryAll, nothing } from "./carry.ts";
import { bucketOf, type Window } from "./window.ts";

/** What a window knows by the ticks that its definition counted before it. */
export type Volume = {
  partial: boolean;
  volume: number | null;
  inner_volume: number | null;
  /** Of each tick of the window; null where the volume is. */
  growths: (number | null)[];
  before: Carried;
};

/** The volumes of all windows that one definition published for one ticker, both in order. */
export function volumes(windows: Window[]): Volume[] {
  // What is carried into each window: all buckets of windows that begin before it.
  let carried = nothing;
  let isFirst = true;
  return windows.map(window => {
    const own = volumeOf(window, carried, isFirst);
    const bucket = bucketOf(window).map(({ tick }) => tick);
    carried = carryAll(carried, bucket).after;
    if (bucket.length > 0) isFirst = false;
    return own;
  });
}

function volumeOf({ ticks }: Window, before: Carried, partial: boolean): Volume {
  const { counted } = carryAll(
    before,
    ticks.map(({ tick }) => tick),
  );
  const inside = counted.filter(each => each !== undefined);
  // Null without a counter, and in the first windows: what came before them is not known.
  const isKnown = inside.length > 0 && !partial;
  return {
    partial,
    volume: isKnown ? inside.reduce((sum, { growth }) => sum + growth, 0) : null,
    inner_volume: innerVolume(inside),
    growths: counted.map(each => (isKnown ? (each?.growth ?? 0) : null)),
    before,
  };
}

/** Last counter minus first counter, what the tutorial calls volume; null across two sessions. */
function innerVolume(inside: Counted[]): number | null {
  const first = inside.at(0);
  const last = inside.at(-1);
  if (first === undefined || last === undefined || first.session !== last.session) return null;
  return last.counter - first.counter;
}
