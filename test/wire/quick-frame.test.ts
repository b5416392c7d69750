import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { encodePricing, type Pricing, parseFrame } from "@market/wire";
import * as fc from "fast-check";
import { parseAnyFrame } from "../../packages/wire/src/frame.ts";
import { QuickFrames } from "../../packages/wire/src/quick-frame.ts";
import { realFrames } from "../golden/frames.ts";
import { enveloped } from "./frames.ts";
import { orNull } from "./values.ts";

const RECEIVED = 1_790_000_000_123;

/** The same frame read in the quick way, if there is one for it, and in the usual one. */
function assertSame(frame: string): void {
  assert.deepEqual(parseFrame(frame, RECEIVED), parseAnyFrame(frame, RECEIVED), frame.slice(0, 300));
}

function assertSameInAllForms(bytes: Uint8Array): void {
  const message = Buffer.from(bytes).toString("base64");
  for (const frame of [message, enveloped(message), `{"type": "pricing", "message": "${message}"}`])
    assertSame(frame);
}

const float = fc.oneof(
  fc.integer({ min: 1, max: 9_999_999 }).map(cents => Math.fround(cents / 100)),
  fc.float(),
);
const count = fc.oneof(
  fc.nat(),
  fc.constantFrom(0, -1, 2 ** 47, 2 ** 48, 2 ** 48 - 1, 2 ** 53, 2 ** 62),
  fc.maxSafeInteger(),
);
const time = fc.oneof(
  fc.integer({ min: 1_700_000_000, max: 1_800_000_000 }).map(seconds => seconds * 1_000),
  fc.constantFrom(0, 631_152_000_000, 631_151_999_999, 4_102_444_800_000, 4_102_444_799_999),
);
const text = fc.oneof(
  fc.constantFrom("NMS", "USD", "", "Ä", "sixteen letters.", "seventeen letters"),
  fc.string({ maxLength: 20 }),
);
const pricings: fc.Arbitrary<Pricing> = fc.record(
  {
    id: fc.oneof(fc.constantFrom("AMZN", "BTC-USD", "^GSPC"), text),
    price: float,
    time,
    currency: orNull(text),
    exchange: orNull(text),
    quote_type: fc.oneof(fc.constantFrom(0, 7, 8, 41, 1_000, 99, -1), fc.integer()),
    market_hours: fc.oneof(fc.constantFrom(0, 1, 4, 5, -1), fc.integer()),
    change_percent: float,
    day_volume: count,
    short_name: orNull(text),
    last_size: count,
    bid: float,
    bid_size: count,
    ask: float,
    ask_size: count,
    price_hint: count,
    from_currency: orNull(text),
    market_cap: fc.double(),
    indices: fc.array(text, { maxLength: 2 }),
    full_day_change: float,
  },
  { requiredKeys: ["id", "price", "time"], noNullPrototype: true },
);

describe("a frame that is read quickly is read as any other", () => {
  test("whatever its fields hold", () => {
    fc.assert(
      fc.property(pricings, pricing => assertSameInAllForms(encodePricing(pricing))),
      { numRuns: 3_000 },
    );
  });

  test("at the limits of each field, with all others as they should be", () => {
    const good: Pricing = {
      id: "AMZN",
      price: 184.5,
      time: 1_713_277_219_000,
      quote_type: 8,
      market_hours: 1,
    };
    const limits: Pricing[] = [
      ...[0, 1, 631_151_999_999, 631_152_000_000, 4_102_444_799_999, 4_102_444_800_000].map(time => ({
        time,
      })),
      ...[0, -0, 2 ** -149, 3.4028234663852886e38, 1e39, -1, Number.NaN].flatMap(price => [
        { price },
        { bid: price },
        { ask: price },
      ]),
      ...[0, -1, 2 ** 47, 2 ** 48 - 1, 2 ** 48, 2 ** 52, 2 ** 53, 2 ** 62, -(2 ** 62)].flatMap(size => [
        { day_volume: size },
        { last_size: size },
        { bid_size: size },
        { ask_size: size },
        { expire_date: size },
      ]),
      ...[0, 7, 1_000, 1_001, 127, 128, -1, 2 ** 31 - 1].flatMap(code => [
        { quote_type: code },
        { market_hours: code },
      ]),
      ...[
        "",
        " ",
        "Ä",
        "x".repeat(16),
        "x".repeat(17),
        "ä".repeat(8),
        "ä".repeat(16),
        "x".repeat(65),
      ].flatMap(text => [
        { id: text },
        { exchange: text },
        { currency: text },
        { short_name: text },
        { indices: [text, "NDX"] },
      ]),
    ];
    for (const fields of limits) assertSameInAllForms(encodePricing({ ...good, ...fields }));
    for (const missing of ["id", "price", "time", "quote_type"])
      assertSameInAllForms(encodePricing({ ...good, [missing]: null }));
  });

  test("whatever order its fields are in, and where one is there twice", () => {
    const parts = fc.array(
      pricings.map(({ indices: _indices, ...pricing }) => pricing),
      { minLength: 2, maxLength: 4 },
    );
    fc.assert(
      fc.property(parts, each => assertSameInAllForms(Buffer.concat(each.map(encodePricing)))),
      { numRuns: 1_000 },
    );
  });

  test("whatever has happened to its bytes", () => {
    const change = fc.record({ at: fc.nat(), to: fc.nat(255), cut: fc.boolean() });
    fc.assert(
      fc.property(fc.constantFrom(...realFrames), change, ({ frame }, { at, to, cut }) => {
        const bytes = Buffer.from(frame, "base64");
        bytes[at % bytes.length] = to;
        assertSameInAllForms(cut ? bytes.subarray(0, at % bytes.length) : bytes);
      }),
      { numRuns: 5_000 },
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), assertSameInAllForms), { numRuns: 1_000 });
  });

  test("whatever has happened to its text", () => {
    // Some that Node's decoder of base64 takes for others, or passes over.
    const character = fc.oneof(
      fc.constantFrom("-", "_", "=", " ", "\n", '"', "\\", "\u0141", "\u0241", "\u2603", "\u0000"),
      fc.string({ minLength: 0, maxLength: 2 }),
    );
    const edit = fc.record({ at: fc.nat(), character, removed: fc.nat(2) });
    fc.assert(
      fc.property(
        fc.constantFrom(...realFrames),
        fc.boolean(),
        edit,
        (real, isWrapped, { at, character, removed }) => {
          const frame = isWrapped ? enveloped(real.frame) : real.frame;
          const from = at % frame.length;
          assertSame(frame.slice(0, from) + character + frame.slice(from + removed));
        },
      ),
      { numRuns: 5_000 },
    );
    fc.assert(fc.property(fc.base64String(), assertSame));
  });

  test("with base64 whose last bits say nothing, or another padding", () => {
    for (const { frame } of realFrames) {
      for (const end of ["=", "==", "A", "AA=", "B==", "AAA", "===="]) {
        for (let cut = 0; cut < 5; cut++) assertSame(frame.slice(0, frame.length - cut) + end);
      }
    }
  });
});

describe("the quick way", () => {
  test("is taken by real frames of every kind but those with something odd", () => {
    const frames = new QuickFrames({
      timeMin: 0,
      timeEnd: Number.POSITIVE_INFINITY,
      quoteTypes: new Set([8, 9, 14, 18, 20, 41]),
      marketHoursMax: 4,
    });
    const slow = realFrames.filter(({ frame }) => frames.read(enveloped(frame), RECEIVED) === undefined);
    assert.ok(slow.length < realFrames.length / 10, `${slow.length} of ${realFrames.length} are not`);
  });

  test("leaves nothing of one frame in the next", () => {
    fc.assert(
      fc.property(fc.array(pricings, { minLength: 2, maxLength: 20 }), many => {
        for (const pricing of many) assertSameInAllForms(encodePricing(pricing));
      }),
    );
  });
});
