import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Tick } from "@market/windowing";
import { decodeTick, encodeTick, parseFrame, prefixOf, TickReader } from "@market/wire";
import * as fc from "fast-check";
import { realFrames } from "../golden/frames.ts";
import { aTick, plain, ticks } from "./values.ts";

const none = new Uint8Array();
const around = fc.uint8Array({ maxLength: 12 });
const ids = fc.option(fc.integer({ min: 0, max: 2 ** 31 - 1 }), { nil: undefined });

/** As the feed's are: what is read without `decodeTick`. */
const usual: fc.Arbitrary<Tick> = ticks.map(tick => ({
  ...tick,
  exchange: tick.exchange && "NMS",
  currency: tick.currency && "USD",
  quote_type: tick.quote_type && Math.abs(tick.quote_type % 50),
  market_hours: tick.market_hours && Math.abs(tick.market_hours % 5),
  source: tick.source && "yahoo",
}));

const values = fc
  .tuple(fc.oneof(ticks, usual), ids)
  .map(([tick, id]) => encodeTick(tick, id === undefined ? undefined : prefixOf(id)));

/** Fields by hand: in any order, again, of other types and numbers, in more bytes than they need. */
const varint = fc.oneof(
  fc.constantFrom("00", "01", "7f", "8000", "8001", "ffffffff0f", "ffffffffffffff0f", "ffffffffffffff1f"),
  fc.constantFrom(
    "8080808008",
    "8080808010",
    "ffffffffffffffffff01",
    "ffffffffffffffffffff01",
    "80808080808000",
  ),
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(varintOf),
);
const eightBytes = fc.oneof(
  fc.double().map(value => doubleOf(value)),
  fc.constantFrom(0, -0, Number.NaN, Number.POSITIVE_INFINITY, -1, Number.MIN_VALUE).map(doubleOf),
);
const textBytes = fc
  .oneof(
    fc.constantFrom("", "A", "AMZN", "NMS", "a b", "börse", "\u{feff}A", "€", "x".repeat(32), "x".repeat(33)),
    fc.constantFrom("x".repeat(64), "x".repeat(65), "x".repeat(127), "x".repeat(128)),
  )
  .map(text => Buffer.from(text).toString("hex"));
const wrongText = fc.constantFrom("ff", "c3", "eda080", "f8808080", "41c0");
const text = fc
  .oneof({ weight: 9, arbitrary: textBytes }, { weight: 1, arbitrary: wrongText })
  .map(withLength);
const field = fc.oneof(
  { weight: 8, arbitrary: fieldOf(fc.constantFrom(2, 3, 5, 6, 8, 10, 13, 14, 15), 0, varint) },
  { weight: 4, arbitrary: fieldOf(fc.constantFrom(4, 7, 9), 1, eightBytes) },
  { weight: 4, arbitrary: fieldOf(fc.constantFrom(1, 11, 12, 16), 2, text) },
  { weight: 1, arbitrary: fieldOf(fc.integer({ min: 0, max: 40 }), 0, varint) },
  { weight: 1, arbitrary: fieldOf(fc.integer({ min: 0, max: 40 }), 2, text) },
  { weight: 1, arbitrary: fieldOf(fc.integer({ min: 0, max: 40 }), 5, fc.constant("01020304")) },
  // Tags in more bytes than they need, groups, and a source's first byte without its second.
  {
    weight: 1,
    arbitrary: fc.constantFrom("900001", "8a000141", "0b0c", "0c", "820241", "82", "8201", "820180"),
  },
);
const needed = Buffer.from(encodeTick({ ...aTick, received_time: 0 })).toString("hex");
const messages = fc
  .tuple(fc.array(field, { maxLength: 8 }), fc.constantFrom("", needed), fc.array(field, { maxLength: 8 }))
  .map(([before, middle, behind]) => Buffer.from([...before, middle, ...behind].join(""), "hex"));

const mutated = fc
  .tuple(values, fc.nat(), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 }), fc.nat(1))
  .map(([value, cut, changes, isCut]) => {
    const bytes = Uint8Array.from(value.subarray(0, isCut ? cut % (value.length + 1) : value.length));
    for (const [at, byte] of changes) if (bytes.length > 0) bytes[at % bytes.length] = byte;
    return bytes;
  });

function fieldOf(numbers: fc.Arbitrary<number>, wireType: number, value: fc.Arbitrary<string>) {
  return fc.tuple(numbers, value).map(([number, hex]) => varintOf(BigInt(number * 8 + wireType)) + hex);
}

function varintOf(value: bigint): string {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>= 7n) {
    if (rest < 128n) return Buffer.from([...bytes, Number(rest)]).toString("hex");
    bytes.push(Number(rest & 127n) | 128);
  }
}

function doubleOf(value: number): string {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return bytes.toString("hex");
}

function withLength(hex: string): string {
  return varintOf(BigInt(hex.length / 2)) + hex;
}

/** That a reader says of a value in a larger buffer what `decodeTick` says of the value alone. */
function assertSame(reader: TickReader, value: Uint8Array, before = none, behind = none): void {
  const shown = { ...reader.tick };
  const expected = decodeTick(value);
  const bytes = Buffer.concat([before, value, behind]);
  const end = before.length + value.length;
  assert.equal(reader.read(bytes, before.length, end), expected !== null);
  assert.deepEqual(reader.tick, expected === null ? shown : plain(expected, shown));
  for (const key of [expected?.ticker ?? shown.ticker, "", "AMZN", `${expected?.ticker}x`, "AMZ"]) {
    const padded = Buffer.concat([before, Buffer.from(key), behind]);
    const keyEnd = padded.length - behind.length;
    assert.equal(reader.isTicker(padded, before.length, keyEnd), key === expected?.ticker, key);
  }
}

describe("a reader finds what decodeTick finds", () => {
  // One for all, so that what it remembers of one value meets every other.
  const reader = new TickReader();
  const cases: readonly [string, fc.Arbitrary<Uint8Array>][] = [
    ["in ticks as they are written, with a prefix and without", values],
    ["in the usual ticks", usual.map(tick => encodeTick(tick))],
    ["in messages with fields in any order, again, of other types, overlong and unknown", messages],
    ["in ticks with changed bytes, or cut off", mutated],
    ["in bytes at random", fc.uint8Array({ maxLength: 80 })],
    [
      "behind prefixes of all kinds, cut off or not",
      fc
        .tuple(fc.constantFrom("", "00", "02", "0200", "0202", "01", "ff"), messages)
        .map(([indexes, message]) => Buffer.concat([Buffer.from(`0000000009${indexes}`, "hex"), message])),
    ],
  ];
  for (const [where, arbitrary] of cases) {
    test(where, () => {
      fc.assert(
        fc.property(arbitrary, around, around, (value, before, behind) =>
          assertSame(reader, value, before, behind),
        ),
        { numRuns: 3_000 },
      );
    });
  }

  test("at every length of a value, whatever stands behind it", () => {
    const whole = encodeTick({ ...aTick, day_volume: 2 ** 52, bid: 1.5, quote_type: 300, source: "yahoo" });
    for (const prefix of [none, Buffer.from("000000000100", "hex"), Buffer.from("00000000010200", "hex")]) {
      const value = Buffer.concat([prefix, whole]);
      for (let length = 0; length <= value.length; length++)
        assertSame(reader, value.subarray(0, length), none, value.subarray(length));
    }
  });

  test("in the ticks of the real frames", () => {
    for (const { frame } of realFrames) {
      const parsed = parseFrame(frame, 1_790_000_000_123);
      assert.ok("tick" in parsed);
      for (const prefix of [undefined, prefixOf(7)]) {
        const value = encodeTick(parsed.tick, prefix);
        assert.equal(reader.read(value, 0, value.length), true);
        assert.deepEqual(reader.tick, parsed.tick);
      }
    }
  });
});

describe("a reader", () => {
  test("lets no value leak into the next, in one buffer or in many", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(values, messages, mutated), { minLength: 100, maxLength: 200 }), all => {
        const reader = new TickReader();
        const bytes = Buffer.concat(all);
        let from = 0;
        for (const value of all) {
          const expected = decodeTick(value);
          assert.equal(reader.read(bytes, from, from + value.length), expected !== null);
          if (expected !== null) assert.deepEqual(reader.tick, plain(expected, reader.tick));
          from += value.length;
        }
        for (const value of all) assertSame(reader, value);
      }),
      { numRuns: 50 },
    );
  });

  test("has one tick, which a read that is false leaves as it was", () => {
    const reader = new TickReader();
    const { tick } = reader;
    const value = encodeTick(aTick);
    assert.equal(reader.read(value, 0, value.length), true);
    for (const price of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      const wrong = encodeTick({ ...aTick, ticker: "MSFT", price });
      assert.equal(reader.read(wrong, 0, wrong.length), false);
      assert.equal(reader.isTicker(Buffer.from("MSFT"), 0, 4), false);
    }
    assert.equal(reader.tick, tick);
    assert.deepEqual(tick, aTick);
  });

  test("has a tick that is written again as any other is", () => {
    fc.assert(
      fc.property(ticks, tick => {
        const reader = new TickReader();
        const value = encodeTick(tick);
        assert.ok(reader.read(value, 0, value.length));
        assert.deepEqual({ ...reader.tick }, tick);
        assert.deepEqual(encodeTick(reader.tick), value);
      }),
    );
  });

  test("reads the usual ticks itself, with each kind of prefix: what it leaves to decodeTick is made into a view first", () => {
    const reader = new TickReader();
    fc.assert(
      fc.property(usual, fc.constantFrom("", "000000000900", "00000000090200"), (tick, prefix) => {
        const value = new Uint8Array(Buffer.concat([Buffer.from(prefix, "hex"), encodeTick(tick)]));
        assert.ok(reader.read(value, 0, value.length));
        value.subarray = () => assert.fail("a view was made");
        assert.ok(reader.read(value, 0, value.length));
        assert.deepEqual({ ...reader.tick }, tick);
      }),
    );
  });

  test("follows bytes that change under the same buffer, and buffers that are views of one", () => {
    const reader = new TickReader();
    const value = encodeTick(aTick);
    const memory = new Uint8Array(1_000);
    for (const offset of [0, 1, 7, 500]) {
      memory.fill(255);
      memory.set(value, offset + 3);
      assert.equal(reader.read(memory.subarray(offset), 3, 3 + value.length), true);
      assert.equal(reader.read(memory, offset + 3, offset + 3 + value.length), true);
      assert.deepEqual(reader.tick, aTick);
    }
  });

  test("has no ticker before its first read", () => {
    assert.equal(new TickReader().isTicker(none, 0, 0), false);
  });

  test("throws where a buffer does not have the places it is told", () => {
    const reader = new TickReader();
    const value = encodeTick(aTick);
    for (const [from, to] of [
      [-1, 4],
      [0, value.length + 1],
      [5, 4],
      [Number.NaN, 4],
    ] as const)
      assert.throws(() => reader.read(value, from, to), RangeError);
  });
});
