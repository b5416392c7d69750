import type { Tick } from "@market/windowing";
import { decodeTick } from "./tick.ts";
import { TickFields } from "./tick-fields.ts";

/**
 * Reads ticks where they lie in a larger buffer, into one object that the next read writes over: what `decodeTick` would give, without
 * making an object, a string or a view for each. It holds on to the buffer read last, and to the texts it has seen, up to 200,000
 * tickers.
 */
export class TickReader {
  /** What the last read that returned true has found; the same object each time. */
  readonly tick: Tick = emptyTick();
  readonly #fields = new TickFields();

  /**
   * Reads the value in bytes [from, to), with a schema's prefix or without; false where `decodeTick` returns null, for the same reasons.
   * Throws where the bytes do not have these places.
   */
  read(bytes: Uint8Array, from: number, to: number): boolean {
    if (!(from >= 0 && from <= to && to <= bytes.length))
      throw new RangeError(`bytes ${from} to ${to} of ${bytes.length}`);
    const start = messageStart(bytes, from);
    if (start < 0 || !this.#fields.read(bytes, start, to)) return this.#readUnusual(bytes.subarray(from, to));
    const { isTick } = this.#fields;
    if (isTick) this.#fields.copyTo(this.tick);
    else this.#fields.setTicker(null);
    return isTick;
  }

  /** Whether bytes [from, to) are the ticker that the last read has found, as a record's key must be; never after a read that was false. */
  isTicker(bytes: Uint8Array, from: number, to: number): boolean {
    return this.#fields.isTicker(bytes, from, to);
  }

  #readUnusual(value: Uint8Array): boolean {
    const tick = decodeTick(value);
    this.#fields.setTicker(tick === null ? null : tick.ticker);
    if (tick === null) return false;
    // Not Object.assign: what is absent is null by its prototype.
    for (const name of Object.keys(this.tick) as (keyof Tick)[]) set(this.tick, name, tick[name]);
    return true;
  }
}

function set<Name extends keyof Tick>(tick: Tick, name: Name, value: Tick[Name]): void {
  tick[name] = value;
}

/**
 * Where the message begins behind a schema's prefix, as `readerOf` finds it; -1 where it finds none. Of a value that is cut off in its
 * prefix it may be beyond the end, where there is no field to be read.
 */
function messageStart(bytes: Uint8Array, from: number): number {
  if (bytes[from] !== 0) return from;
  if (bytes[from + 5] === 0) return from + 6;
  return bytes[from + 5] === 2 && bytes[from + 6] === 0 ? from + 7 : -1;
}

function emptyTick(): Tick {
  return {
    ticker: "",
    time: 0,
    received_time: 0,
    price: 0,
    day_volume: null,
    last_size: null,
    bid: null,
    bid_size: null,
    ask: null,
    ask_size: null,
    exchange: null,
    currency: null,
    quote_type: null,
    market_hours: null,
    snapshot: null,
    source: null,
  };
}
