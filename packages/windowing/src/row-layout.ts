export type Lane = (typeof ALWAYS)[number] | (typeof QUOTE)[number] | "lastSize" | "repeats" | "context";

const ALWAYS = ["time", "price", "dayVolume", "offset"] as const;
const QUOTE = ["bid", "bidSize", "ask", "askSize"] as const;
/** In place of a lane that is not there. */
export const NONE = -1;

/** Which lanes the rows of a ticker have, and where in a row they are. There are 16 of them, shared by all tickers. */
export interface RowLayout {
  readonly lanes: readonly Lane[];
  /** How many lanes there are. */
  readonly stride: number;
  readonly size: number;
  /** The first of four: bid, bid size, ask, ask size. */
  readonly quote: number;
  /** How often the tick of the row came again. */
  readonly repeats: number;
  readonly context: number;
}

const layouts = new Map<string, RowLayout>();

function layoutOf(hasSize: boolean, hasQuote: boolean, hasRepeats: boolean, hasContext: boolean): RowLayout {
  const lanes: readonly Lane[] = [
    ...ALWAYS,
    ...(hasSize ? (["lastSize"] as const) : []),
    ...(hasQuote ? QUOTE : []),
    ...(hasRepeats ? (["repeats"] as const) : []),
    ...(hasContext ? (["context"] as const) : []),
  ];
  const key = lanes.join();
  let layout = layouts.get(key);
  if (layout === undefined) {
    const at = (lane: Lane) => lanes.indexOf(lane);
    layout = {
      lanes,
      stride: lanes.length,
      size: at("lastSize"),
      quote: at("bid"),
      repeats: at("repeats"),
      context: at("context"),
    };
    layouts.set(key, layout);
  }
  return layout;
}

/** That of rows of which nothing but time, price, counter and offset is known. */
export const PLAIN = layoutOf(false, false, false, false);

/** With the lane, or with all of a quote, besides those there are. */
export function withLane({ size, quote, repeats, context }: RowLayout, lane: Lane): RowLayout {
  return layoutOf(
    size !== NONE || lane === "lastSize",
    quote !== NONE || lane === "bid",
    repeats !== NONE || lane === "repeats",
    context !== NONE || lane === "context",
  );
}

/** Without what few ticks need: repeats and contexts. */
export function ordinary({ size, quote }: RowLayout): RowLayout {
  return layoutOf(size !== NONE, quote !== NONE, false, false);
}

/** Rows `from` to `to` in another layout, at the same places: in a new lane no repeat, the first context, or NaN. */
export function layOut(
  rows: Float64Array,
  from: number,
  to: number,
  before: RowLayout,
  layout: RowLayout,
): Float64Array {
  const data = new Float64Array((rows.length / before.stride) * layout.stride);
  for (const [lane, name] of layout.lanes.entries()) {
    const source = before.lanes.indexOf(name);
    const absent = name === "repeats" || name === "context" ? 0 : Number.NaN;
    for (let row = from; row < to; row++)
      data[row * layout.stride + lane] = source === NONE ? absent : rows[row * before.stride + source]!;
  }
  return data;
}
