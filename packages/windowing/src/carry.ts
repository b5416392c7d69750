/** What a definition has counted of a ticker so far, carried from window to window. */
export interface Carry {
  /** The latest exchange known, which says when a trading session begins. */
  exchange: string | null;
  /** The trading session of the volume counter, -Infinity before the first. */
  session: number;
  /** The session's largest counter. */
  counter: number;
  /** The last price, NaN before the first. */
  price: number;
  /** The tick rule's sign there: 1, -1, or 0 before any price change. */
  sign: number;
}

/** The carry of a definition that has not closed a window of the ticker yet. */
export function nothingCarried(): Carry {
  return {
    exchange: null,
    session: Number.NEGATIVE_INFINITY,
    counter: 0,
    price: Number.NaN,
    sign: 0,
  };
}

/** Makes `into` the same as `carry`, and returns it. */
export function copyCarry(carry: Readonly<Carry>, into: Carry): Carry {
  into.exchange = carry.exchange;
  into.session = carry.session;
  into.counter = carry.counter;
  into.price = carry.price;
  into.sign = carry.sign;
  return into;
}
