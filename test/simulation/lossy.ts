import type { Features } from "../model/model.ts";
import type { Broker } from "./broker.ts";
import { chainFaults } from "./chain.ts";
import type { Appended, Expected } from "./expected.ts";
import { repeats } from "./oracle.ts";
import { publishedOf } from "./published.ts";
import type { Loss } from "./world.ts";

/**
 * Where ticks were deleted before they were folded nobody can say what should have come out; but nothing may come out
 * twice, and a window that lacks ticks has to say so.
 */
export function lossyFaultsOf(
  broker: Broker,
  partition: number,
  expected: Expected,
  losses: readonly Loss[],
): string[] {
  const { features, late, dead } = publishedOf(broker, partition);
  const believed = expected.log.filter(({ meaning }) => !expected.dead.has(String(meaning.offset)));
  const silent = features.filter(
    ([identity, each]) =>
      each.ticks < (expected.features.get(identity)?.ticks ?? 0) &&
      !each.gap &&
      !each.partial &&
      losses.every(loss => isFlagged(each, loss, believed)),
  );
  return [
    ...repeats("features", features),
    ...repeats("late tick", late),
    ...repeats("dead letter", dead),
    ...silent.map(([identity]) => `features ${identity} lacks ticks and does not say so`),
    ...chainFaults(broker, partition),
  ].map(fault => `[${partition}] ${fault}`);
}

/**
 * A loss is flagged for the tickers that the checkpoint knew, up to the time of each one's next tick: which may be
 * older than what was lost, so that a window that lacks ticks may lie behind it.
 */
function isFlagged({ ticker, window_start }: Features, loss: Loss, log: readonly Appended[]): boolean {
  const offsets = log.flatMap(({ meaning }) =>
    meaning.kind === "tick" && meaning.tick.ticker === ticker && !meaning.tick.snapshot
      ? [{ offset: meaning.offset, time: meaning.tick.time }]
      : [],
  );
  const isKnown = offsets.some(({ offset }) => offset < loss.position);
  const next = offsets.find(({ offset }) => offset >= Math.max(loss.oldest, loss.position));
  return isKnown && window_start <= (next?.time ?? Number.POSITIVE_INFINITY);
}
