import { WATCHLIST_MAX } from "@market/kafka";
import type { Command } from "./arguments.ts";

/** What `add` or `remove` has to write, and what there is to say about it. */
export interface Change {
  readonly tickers: readonly string[];
  readonly isWanted: boolean;
  readonly lines: readonly string[];
}

/** Longer lists are told by their number alone. */
const NAMED_MAX = 20;

export function planChange({ name, tickers }: Command, listed: ReadonlySet<string>): Change {
  const there = tickers.filter(ticker => listed.has(ticker));
  const absent = tickers.filter(ticker => !listed.has(ticker));
  return name === "add" ? planAdd(absent, there, listed) : planRemove(tickers, there, absent);
}

function planAdd(absent: readonly string[], there: readonly string[], listed: ReadonlySet<string>): Change {
  const after = listed.size + absent.length;
  if (after > WATCHLIST_MAX) {
    throw new Error(
      `the watchlist would have ${after} tickers, and ingestors hold ${WATCHLIST_MAX} at most: nothing was added`,
    );
  }
  const lines = [`added: ${show(absent)}`, `there already: ${show(there)}`];
  return { tickers: absent, isWanted: true, lines: lines.filter((_, n) => [absent, there][n]!.length > 0) };
}

/** Removals are written for tickers that are not listed too, because an ingestor may have them in TICKERS. */
function planRemove(tickers: readonly string[], there: readonly string[], absent: readonly string[]): Change {
  const lines = [
    `removed: ${show(there)}`,
    `not on the list, so removed only where TICKERS names ${absent.length === 1 ? "it" : "them"}: ${show(absent)}`,
  ];
  return { tickers, isWanted: false, lines: lines.filter((_, n) => [there, absent][n]!.length > 0) };
}

function show(tickers: readonly string[]): string {
  return tickers.length > NAMED_MAX ? `${tickers.length} tickers` : tickers.join(" ");
}
