import type { ClosedWindow } from "../closed-window.ts";
import { finite } from "./finite.ts";
import type { Statistics } from "./statistics.ts";

type Name = "up_ticks" | "down_ticks" | "buy_volume" | "sell_volume" | "signed_volume" | "volume_imbalance";

type Values = Record<Name, number | null>;

const LEE_READY = "Lee & Ready 1991, the tick test; its sign is carried over windows";

/** Which side of the market traded, told by the direction of the last price change: 1 bought, -1 sold, 0 unknown. */
export const tickRule: Statistics<Name> = {
  fields: {
    up_ticks: {
      unit: "ticks",
      formula:
        "ticks with a price above that of the tick before, the first one against the last before the window",
      nullWhen: "",
      reference: "",
    },
    down_ticks: {
      unit: "ticks",
      formula:
        "ticks with a price below that of the tick before, the first one against the last before the window",
      nullWhen: "",
      reference: "",
    },
    buy_volume: {
      unit: "shares",
      formula:
        "sum of v_i where the last price change up to and including tick i was up; before any change neither side's",
      nullWhen: "volume is null",
      reference: LEE_READY,
    },
    sell_volume: {
      unit: "shares",
      formula:
        "sum of v_i where the last price change up to and including tick i was down; before any change neither side's",
      nullWhen: "volume is null",
      reference: LEE_READY,
    },
    signed_volume: {
      unit: "shares",
      formula: "buy_volume - sell_volume",
      nullWhen: "volume is null",
      reference: LEE_READY,
    },
    volume_imbalance: {
      unit: "1",
      formula: "(buy_volume - sell_volume) / (buy_volume + sell_volume), from -1 to 1",
      nullWhen: "volume is null, or buy_volume + sell_volume is 0",
      reference: LEE_READY,
    },
  },
  compute(window, into) {
    countMoves(window, into);
    signVolume(window, into);
  },
};

/**
 * The tick rule's sign after the first `count` prices: 1 or -1 as the last price change was up or down, 0 before any.
 * `priceBefore` is the price before them (NaN if there is none) and `signBefore` the sign there.
 */
export function signAfter(
  price: Float64Array,
  count: number,
  priceBefore: number,
  signBefore: number,
): number {
  for (let i = count - 1; i >= 0; i--) {
    const before = i === 0 ? priceBefore : price[i - 1]!;
    if (price[i]! > before) return 1;
    if (price[i]! < before) return -1;
  }
  return signBefore;
}

/** Without a carried price (NaN) the first tick is neither up nor down: no comparison with it holds. */
function countMoves({ columns: { price, length }, priceBefore }: ClosedWindow, into: Values): void {
  let ups = 0;
  let downs = 0;
  let before = priceBefore;
  for (let i = 0; i < length; i++) {
    const p = price[i]!;
    if (p > before) ups++;
    else if (p < before) downs++;
    before = p;
  }
  into.up_ticks = ups;
  into.down_ticks = downs;
}

function signVolume({ columns, volume, priceBefore, signBefore }: ClosedWindow, into: Values): void {
  into.buy_volume = null;
  into.sell_volume = null;
  into.signed_volume = null;
  into.volume_imbalance = null;
  if (volume === null) return;
  const { price, growth, length } = columns;
  let bought = 0;
  let sold = 0;
  let before = priceBefore;
  let sign = signBefore;
  for (let i = 0; i < length; i++) {
    const p = price[i]!;
    if (p > before) sign = 1;
    else if (p < before) sign = -1;
    if (sign > 0) bought += growth[i]!;
    else if (sign < 0) sold += growth[i]!;
    before = p;
  }
  into.buy_volume = finite(bought);
  into.sell_volume = finite(sold);
  into.signed_volume = finite(bought - sold);
  into.volume_imbalance = finite((bought - sold) / (bought + sold));
}
