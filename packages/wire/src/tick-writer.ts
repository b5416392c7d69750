import type { Tick } from "@market/windowing";
import type { SchemaPrefix } from "./framing.ts";
import { encodeTick } from "./tick.ts";

/** Four texts of the greatest length, a prefix, and fifteen fields of eleven bytes fit in here. */
const BYTES_MAX = 512;
const TEXT_MAX = 64;

/**
 * Encodes ticks as `encodeTick` does, to the bit, into bytes that the next call writes over: 80 ns instead of 400 (2026-11). What is unusual (a
 * text beyond ASCII or of more than 64 characters, a number that is no count) goes the usual way.
 */
export class TickWriter {
  readonly #bytes = new Uint8Array(BYTES_MAX);
  readonly #view = new DataView(this.#bytes.buffer);
  #at = 0;
  #isUsual = true;

  /** The value of a record of the ticks topic, good until the next call. */
  write(tick: Tick, prefix?: SchemaPrefix): Uint8Array {
    this.#at = 0;
    this.#isUsual = true;
    if (prefix !== undefined) this.#prefix(prefix);
    // Fields without `optional` are left out where they are 0 or empty.
    if (tick.ticker !== "") this.#text(10, tick.ticker);
    if (tick.time !== 0) this.#count(16, tick.time);
    if (tick.received_time !== 0) this.#count(24, tick.received_time);
    if (!Object.is(tick.price, 0)) this.#double(33, tick.price);
    this.#count(40, tick.day_volume);
    this.#count(48, tick.last_size);
    this.#double(57, tick.bid);
    this.#count(64, tick.bid_size);
    this.#double(73, tick.ask);
    this.#count(80, tick.ask_size);
    this.#text(90, tick.exchange);
    this.#text(98, tick.currency);
    this.#code(104, tick.quote_type);
    this.#code(112, tick.market_hours);
    if (tick.snapshot != null) this.#code(120, tick.snapshot ? 1 : 0);
    this.#source(tick.source);
    return this.#isUsual ? this.#bytes.subarray(0, this.#at) : encodeTick(tick, prefix);
  }

  #prefix({ reversedId }: SchemaPrefix): void {
    this.#bytes[0] = 0;
    this.#view.setUint32(1, reversedId, true);
    this.#bytes[5] = 0;
    this.#at = 6;
  }

  #text(tag: number, text: string | null): void {
    if (text === null) return;
    this.#bytes[this.#at++] = tag;
    this.#characters(text);
  }

  /** The one field whose tag has two bytes. */
  #source(text: string | null): void {
    if (text === null) return;
    this.#bytes[this.#at++] = 130;
    this.#bytes[this.#at++] = 1;
    this.#characters(text);
  }

  #characters(text: string | undefined): void {
    if (text === undefined || text.length > TEXT_MAX) {
      this.#isUsual = false;
      return;
    }
    const bytes = this.#bytes;
    let at = this.#at;
    bytes[at++] = text.length;
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      if (code > 0x7f) this.#isUsual = false;
      bytes[at++] = code;
    }
    this.#at = at;
  }

  #double(tag: number, value: number | null): void {
    if (value == null) return;
    this.#bytes[this.#at] = tag;
    this.#view.setFloat64(this.#at + 1, value, true);
    this.#at += 9;
  }

  #code(tag: number, value: number | null): void {
    if (value !== null && !(value <= 0x7fff_ffff)) this.#isUsual = false;
    this.#count(tag, value);
  }

  #count(tag: number, value: number | null): void {
    if (value === null) return;
    if (!(value >= 0 && Number.isSafeInteger(value))) {
      this.#isUsual = false;
      return;
    }
    const bytes = this.#bytes;
    let at = this.#at;
    bytes[at++] = tag;
    let rest = value;
    for (; rest > 0x7fff_ffff; rest = Math.floor(rest / 128)) bytes[at++] = (rest & 0x7f) | 0x80;
    for (; rest > 0x7f; rest >>>= 7) bytes[at++] = (rest & 0x7f) | 0x80;
    bytes[at++] = rest;
    this.#at = at;
  }
}
