import protobuf from "protobufjs/minimal.js";

const { utf8 } = protobuf.util;

/** What a table may hold. */
export interface InternedLimits {
  /** How many texts; with one more the table starts anew. */
  readonly texts: number;
  /** The longest text, in bytes of UTF-8. */
  readonly bytes: number;
}

const SLOTS_MIN = 256;
/** A slot is one integer, so that those of 100,000 tickers take 1 MB: a text's number, and above it what remains of its hash. */
const NUMBER = 2 ** 18 - 1;
const EMPTY = -1;
/** At most half of the slots are taken: of 100,000 tickers none needs more unless they were chosen to. */
const PROBES_MAX = 32;

/**
 * Texts by their bytes, so that none is made of the same bytes twice: a hash table with open addressing, and the bytes of all texts
 * in one array. Its costs are bounded whoever writes the texts: how many it holds, how long they are, how many slots a search sees.
 */
export class Interned {
  readonly #limits: InternedLimits;
  readonly #accepts: (text: string) => boolean;
  #slots = new Int32Array(0);
  #mask = 0;
  #texts: string[] = [];
  /** Where the bytes of each text begin; those of the last one end where one more would. */
  #starts = new Uint32Array(0);
  #bytes = new Uint8Array(0);

  /** A table of the texts that are accepted; each is asked about once, when it is new. */
  constructor(limits: InternedLimits, accepts: (text: string) => boolean = () => true) {
    if (limits.texts > NUMBER) throw new RangeError(`${limits.texts} texts: expected at most ${NUMBER}`);
    this.#limits = limits;
    this.#accepts = accepts;
    this.#startAnew();
  }

  /** How many texts are held. */
  get size(): number {
    return this.#texts.length;
  }

  /**
   * The number of the text that is written in bytes [from, to); -1 where that is none to be held: too long, not UTF-8 or not
   * accepted. `likely` is a number to try first. Numbers are good until the next call.
   */
  find(bytes: Uint8Array, from: number, to: number, likely: number): number {
    if (this.is(likely, bytes, from, to)) return likely;
    if (to - from > this.#limits.bytes) return -1;
    const hash = hashOf(bytes, from, to);
    const slots = this.#slots;
    let slot = hash & this.#mask;
    for (let probes = 0; probes < PROBES_MAX; probes++) {
      const held = slots[slot]!;
      if (held === EMPTY) break;
      if (((held ^ hash) & ~NUMBER) === 0 && this.is(held & NUMBER, bytes, from, to)) return held & NUMBER;
      slot = (slot + 1) & this.#mask;
    }
    return this.#add(hash, bytes, from, to);
  }

  /** The text of a number that `find` gave. */
  text(number: number): string {
    return this.#texts[number]!;
  }

  /** Whether bytes [from, to) are those of the text of this number; no text has a number below 0. */
  is(number: number, bytes: Uint8Array, from: number, to: number): boolean {
    if (number < 0 || number >= this.#texts.length) return false;
    const start = this.#starts[number]!;
    if (this.#starts[number + 1]! - start !== to - from) return false;
    const held = this.#bytes;
    for (let i = from, at = start; i < to; i++, at++) if (bytes[i] !== held[at]) return false;
    return true;
  }

  #add(hash: number, bytes: Uint8Array, from: number, to: number): number {
    const text = readText(bytes, from, to);
    if (text === undefined || !this.#accepts(text)) return -1;
    if (this.#texts.length === this.#limits.texts) this.#startAnew();
    if ((this.#texts.length + 1) * 2 > this.#slots.length) this.#grow();
    const number = this.#texts.push(text) - 1;
    const start = this.#starts[number]!;
    const end = start + to - from;
    if (end > this.#bytes.length) this.#bytes = copyOf(this.#bytes, new Uint8Array(end * 2));
    for (let i = from, at = start; i < to; i++, at++) this.#bytes[at] = bytes[i]!;
    this.#starts[number + 1] = end;
    this.#put(hash, number);
    return number;
  }

  #startAnew(): void {
    this.#texts = [];
    this.#bytes = new Uint8Array(0);
    this.#makeSlots(SLOTS_MIN);
    this.#starts = new Uint32Array(SLOTS_MIN / 2 + 1);
  }

  #makeSlots(count: number): void {
    this.#slots = new Int32Array(count).fill(EMPTY);
    this.#mask = count - 1;
  }

  #grow(): void {
    const count = this.#slots.length * 2;
    this.#makeSlots(count);
    this.#starts = copyOf(this.#starts, new Uint32Array(count / 2 + 1));
    for (let number = 0; number < this.#texts.length; number++)
      this.#put(hashOf(this.#bytes, this.#starts[number]!, this.#starts[number + 1]!), number);
  }

  /** Where no slot is free that a search would see, its last one is written over: that text is forgotten, and will be new again. */
  #put(hash: number, number: number): void {
    let slot = hash & this.#mask;
    for (let probes = 1; probes < PROBES_MAX && this.#slots[slot] !== EMPTY; probes++)
      slot = (slot + 1) & this.#mask;
    this.#slots[slot] = (hash & ~NUMBER) | number;
  }
}

/** FNV-1a's step, which is cheap for the few bytes of a ticker, and at the end the high bits into the low ones. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5 | 0;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
  return hash ^ (hash >>> 15);
}

/** As the generated code reads strings, so that they are the same; undefined where that throws. */
function readText(bytes: Uint8Array, from: number, to: number): string | undefined {
  try {
    return utf8.readStrict(bytes, from, to);
  } catch {
    return undefined;
  }
}

function copyOf<T extends Uint8Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
