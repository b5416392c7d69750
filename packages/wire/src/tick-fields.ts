import type { Tick } from "@market/windowing";
import { Interned } from "./interned.ts";
import { isTicker } from "./ticker.ts";

/** The most tickers of a market; one is 64 bytes at most. */
const TICKERS = { texts: 200_000, bytes: 64 };
/** Exchanges, currencies and sources together; those that the ingestor writes have up to 16 characters. */
const CODES = { texts: 4_096, bytes: 32 };

/** The field numbers of proto/market/v1/tick.proto. */
const TICKER = 1;
const TIME = 2;
const RECEIVED_TIME = 3;
const PRICE = 4;
const DAY_VOLUME = 5;
const LAST_SIZE = 6;
const BID = 7;
const BID_SIZE = 8;
const ASK = 9;
const ASK_SIZE = 10;
const EXCHANGE = 11;
const CURRENCY = 12;
const QUOTE_TYPE = 13;
const MARKET_HOURS = 14;
const SNAPSHOT = 15;
const SOURCE = 16;

/** Without these a message is no tick. */
const NEEDED = (1 << TICKER) | (1 << TIME) | (1 << PRICE);

/** What stands behind a tag. A whole number may be an int64 or a bool. */
const WHOLE = 1;
const INT32 = 2;
const DOUBLE = 3;
const CODE = 4;
const TICKER_TEXT = 5;

/** By a tag's first byte, which is field number * 8 + wire type; 0 for all that is not a tick's. */
const KINDS = new Uint8Array(256);
for (const field of [TIME, RECEIVED_TIME, DAY_VOLUME, LAST_SIZE, BID_SIZE, ASK_SIZE, SNAPSHOT])
  KINDS[field * 8] = WHOLE;
for (const field of [QUOTE_TYPE, MARKET_HOURS]) KINDS[field * 8] = INT32;
for (const field of [PRICE, BID, ASK]) KINDS[field * 8 + 1] = DOUBLE;
for (const field of [EXCHANGE, CURRENCY, SOURCE]) KINDS[field * 8 + 2] = CODE;
KINDS[TICKER * 8 + 2] = TICKER_TEXT;

/** The only tag of two bytes: 130, and 130 is its first byte too, because the second one is a 1. */
const SOURCE_TAG = SOURCE * 8 + 2;

/**
 * The fields of a tick as they are usually written, by their numbers. What is unusual is refused, be it right or wrong: unknown
 * fields, numbers below 0 or from 2^56, tags and lengths in more bytes than they need, texts too long to be interned.
 */
export class TickFields {
  /** Those that are numbers; a bool is 0 or another. */
  readonly #numbers = new Float64Array(SOURCE + 1);
  readonly #texts: string[] = new Array(SOURCE + 1).fill("");
  readonly #tickers = new Interned(TICKERS, isTicker);
  readonly #codes = new Interned(CODES);
  /** Which text each field was last, by its number in its table. */
  readonly #latest = new Int32Array(SOURCE + 1).fill(-1);
  /** The fields that are there, each as the bit of its number. */
  #present = 0;
  #bytes: Uint8Array | undefined;
  #view: DataView = new DataView(new ArrayBuffer(0));

  /** Reads the message in bytes [from, to); false where it is refused. */
  read(bytes: Uint8Array, from: number, to: number): boolean {
    if (bytes !== this.#bytes) this.#open(bytes);
    let present = 0;
    let at = from;
    while (at < to) {
      const tag = bytes[at++]!;
      const field = tag >>> 3;
      if (tag === SOURCE_TAG && bytes[at++] !== 1) return false;
      switch (KINDS[tag]) {
        case WHOLE:
          at = this.#whole(field, bytes, at, to);
          break;
        case INT32:
          at = this.#whole(field, bytes, at, to);
          if (this.#numbers[field]! >= 2 ** 31) return false;
          break;
        case DOUBLE:
          at = this.#double(field, at, to);
          break;
        case CODE:
          at = this.#text(this.#codes, field, bytes, at, to);
          break;
        case TICKER_TEXT:
          at = this.#text(this.#tickers, field, bytes, at, to);
          break;
        default:
          return false;
      }
      if (at < 0) return false;
      present |= 1 << field;
    }
    this.#present = present;
    return true;
  }

  /** Whether what was read last is a tick, as `decodeTick` judges. */
  get isTick(): boolean {
    const price = this.#numbers[PRICE]!;
    return (
      (this.#present & NEEDED) === NEEDED &&
      this.#numbers[TIME]! > 0 &&
      price > 0 &&
      price < Number.POSITIVE_INFINITY
    );
  }

  /** Writes what was read last over a tick: null for what is absent, received_time excepted. */
  copyTo(tick: Tick): void {
    const present = this.#present;
    const numbers = this.#numbers;
    const texts = this.#texts;
    tick.ticker = texts[TICKER]!;
    tick.time = numbers[TIME]!;
    tick.received_time = present & (1 << RECEIVED_TIME) ? numbers[RECEIVED_TIME]! : 0;
    tick.price = numbers[PRICE]!;
    tick.day_volume = present & (1 << DAY_VOLUME) ? numbers[DAY_VOLUME]! : null;
    tick.last_size = present & (1 << LAST_SIZE) ? numbers[LAST_SIZE]! : null;
    tick.bid = present & (1 << BID) ? numbers[BID]! : null;
    tick.bid_size = present & (1 << BID_SIZE) ? numbers[BID_SIZE]! : null;
    tick.ask = present & (1 << ASK) ? numbers[ASK]! : null;
    tick.ask_size = present & (1 << ASK_SIZE) ? numbers[ASK_SIZE]! : null;
    tick.exchange = present & (1 << EXCHANGE) ? texts[EXCHANGE]! : null;
    tick.currency = present & (1 << CURRENCY) ? texts[CURRENCY]! : null;
    tick.quote_type = present & (1 << QUOTE_TYPE) ? numbers[QUOTE_TYPE]! : null;
    tick.market_hours = present & (1 << MARKET_HOURS) ? numbers[MARKET_HOURS]! : null;
    tick.snapshot = present & (1 << SNAPSHOT) ? numbers[SNAPSHOT] !== 0 : null;
    tick.source = present & (1 << SOURCE) ? texts[SOURCE]! : null;
  }

  /** Whether bytes [from, to) are the ticker that was read last, or that was set. */
  isTicker(bytes: Uint8Array, from: number, to: number): boolean {
    return this.#tickers.is(this.#latest[TICKER]!, bytes, from, to);
  }

  /** Takes a ticker that was read elsewhere for the one that was read last; null for none. */
  setTicker(ticker: string | null): void {
    const bytes = Buffer.from(ticker ?? "");
    this.#latest[TICKER] = this.#tickers.find(bytes, 0, bytes.length, -1);
  }

  #open(bytes: Uint8Array): void {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  // The readers of one field return where the next begins, or -1. They hand no number back, because one that is not inlined would
  // have to allocate it.

  /** A varint of at most 8 bytes, below 2^56: what is longer is below 0 or beyond belief. Rounded once, as `decodeTick`'s are. */
  #whole(field: number, bytes: Uint8Array, from: number, to: number): number {
    let at = from;
    let low = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      if (at >= to) return -1;
      const byte = bytes[at++]!;
      low |= (byte & 127) << shift;
      if (byte < 128) {
        this.#numbers[field] = low;
        return at;
      }
    }
    let high = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      if (at >= to) return -1;
      const byte = bytes[at++]!;
      high |= (byte & 127) << shift;
      if (byte < 128) {
        this.#numbers[field] = high * 2 ** 28 + low;
        return at;
      }
    }
    return -1;
  }

  #double(field: number, from: number, to: number): number {
    if (from + 8 > to) return -1;
    this.#numbers[field] = this.#view.getFloat64(from, true);
    return from + 8;
  }

  #text(table: Interned, field: number, bytes: Uint8Array, from: number, to: number): number {
    if (from >= to) return -1;
    const start = from + 1;
    const end = start + bytes[from]!;
    // No interned text has 128 bytes, with which a length would go on in a second one.
    if (end > to) return -1;
    const number = table.find(bytes, start, end, this.#latest[field]!);
    this.#latest[field] = number;
    if (number < 0) return -1;
    this.#texts[field] = table.text(number);
    return end;
  }
}
