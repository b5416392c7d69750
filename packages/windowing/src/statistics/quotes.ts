import type { Columns } from "../columns.ts";
import { finite } from "./finite.ts";
import type { Statistics } from "./statistics.ts";

const QUOTED = "quoted ticks are those with bid > 0, ask > 0 and ask >= bid";

/** What the ticks' quotes say of the market's width. Many feeds leave quotes out, or send 0 for none. */
export const quotes: Statistics<"spread" | "spread_bps" | "microprice"> = {
  fields: {
    spread: {
      unit: "price",
      formula: `mean of (ask - bid) over the quoted ticks; ${QUOTED}`,
      nullWhen: "no quoted tick",
      reference: "",
    },
    spread_bps: {
      unit: "basis points",
      formula: `mean of 10^4 (ask - bid) / ((ask + bid) / 2) over the quoted ticks; ${QUOTED}`,
      nullWhen: "no quoted tick",
      reference: "",
    },
    microprice: {
      unit: "price",
      formula: `(bid * ask_size + ask * bid_size) / (bid_size + ask_size) of the last quoted tick that has both sizes, neither negative, their sum above 0; ${QUOTED}`,
      nullWhen: "no such tick",
      reference: "wmid of QuestDB",
    },
  },
  compute({ columns }, into) {
    into.spread = null;
    into.spread_bps = null;
    into.microprice = null;
    if (!columns.hasQuotes) return;
    meanSpread(columns, into);
    into.microprice = finite(microprice(columns));
  },
};

/** Absent numbers are NaN, for which no comparison holds. */
function isQuoted(bid: number, ask: number): boolean {
  return bid > 0 && ask >= bid;
}

function meanSpread(columns: Columns, into: Record<"spread" | "spread_bps", number | null>): void {
  let quoted = 0;
  let spreads = 0;
  let relative = 0;
  for (let i = 0; i < columns.length; i++) {
    const bid = columns.bid[i]!;
    const ask = columns.ask[i]!;
    if (!isQuoted(bid, ask)) continue;
    quoted++;
    spreads += ask - bid;
    relative += (ask - bid) / (ask + bid);
  }
  // Without a quoted tick both are 0 / 0.
  into.spread = finite(spreads / quoted);
  into.spread_bps = finite((2e4 * relative) / quoted);
}

/** NaN if no tick has what it needs. Written as a step from the bid: nothing in it can overflow or cancel. */
function microprice(columns: Columns): number {
  for (let i = columns.length - 1; i >= 0; i--) {
    const bid = columns.bid[i]!;
    const ask = columns.ask[i]!;
    if (!isQuoted(bid, ask)) continue;
    const bidSize = columns.bidSize[i]!;
    const askSize = columns.askSize[i]!;
    if (bidSize >= 0 && askSize >= 0 && bidSize + askSize > 0) {
      return bid + (ask - bid) * (bidSize / (bidSize + askSize));
    }
  }
  return Number.NaN;
}
