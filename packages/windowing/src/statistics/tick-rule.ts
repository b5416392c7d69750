import type { ClosedWindow } from "../closed-window.ts";
import { finite } from "./finite.ts";
import type { Statistics } from "./statistics.ts";

type Name = "up_ticks" | "down_ticks" | "buy_volume" | "sell_volume" | "signed_volume" | "volume_imbalance";

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
  compute(window) {
    return { ...countMoves(window), ...signVolume(window) };
  },
};

/**
 * The tick rule's sign after rows `from` to `to`: 1 or -1 as the last price change was up or down, 0 before any.
 * `priceBefore` is the price before row `from` (NaN if there is none) and `signBefore` the sign there.
 */
export function signAfter(
  price: Float64Array,
  from: number,
  to: number,
  priceBefore: number,
  signBefore: number,
): number {
  for (let row = to - 1; row >= from; row--) {
    const before = row === from ? priceBefore : price[row - 1]!;
    if (price[row]! > before) return 1;
    if (price[row]! < before) return -1;
  }
  return signBefore;
}

/** Without a carried price (NaN) the first tick is neither up nor down: no comparison with it holds. */
function countMoves({ columns: { price }, from, to, priceBefore }: ClosedWindow) {
  let up_ticks = 0;
  let down_ticks = 0;
  let before = priceBefore;
  for (let row = from; row < to; row++) {
    const p = price[row]!;
    if (p > before) up_ticks++;
    else if (p < before) down_ticks++;
    before = p;
  }
  return { up_ticks, down_ticks };
}

function signVolume({ columns: { price }, from, to, volume, growth, priceBefore, signBefore }: ClosedWindow) {
  if (volume === null) {
    return { buy_volume: null, sell_volume: null, signed_volume: null, volume_imbalance: null };
  }
  let bought = 0;
  let sold = 0;
  let before = priceBefore;
  let sign = signBefore;
  for (let row = from; row < to; row++) {
    const p = price[row]!;
    if (p > before) sign = 1;
    else if (p < before) sign = -1;
    if (sign > 0) bought += growth[row - from]!;
    else if (sign < 0) sold += growth[row - from]!;
    before = p;
  }
  return {
    buy_volume: finite(bought),
    sell_volume: finite(sold),
    signed_volume: finite(bought - sold),
    volume_imbalance: finite((bought - sold) / (bought + sold)),
  };
}
