import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { decodePricing, type Pricing, parseFrame } from "@market/wire";
import { realFrames } from "../golden/frames.ts";
import { enveloped } from "./frames.ts";

const RECEIVED = 1_790_000_000_123;

/** Fields that hold single-precision numbers. */
const FLOATS = new Set([
  "price",
  "change_percent",
  "day_high",
  "day_low",
  "change",
  "open_price",
  "bid",
  "ask",
  "full_day_change",
  "full_day_change_percent",
]);

function asSent(fields: Pricing): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      FLOATS.has(name) ? Math.fround(value as number) : value,
    ]),
  );
}

/** The fewest significant digits with which any decimal survives single precision as x. */
function digitsOf(x: number): number {
  return [1, 2, 3, 4, 5, 6, 7, 8, 9].find(digits => Math.fround(Number(x.toPrecision(digits))) === x)!;
}

function tickOf(frame: string) {
  const parsed = parseFrame(frame, RECEIVED);
  assert.ok("tick" in parsed, JSON.stringify(parsed));
  return parsed;
}

describe("the 54 real frames", () => {
  test("decode to exactly the values that two other decoders found in them", () => {
    assert.equal(realFrames.length, 54);
    for (const { frame, decoded } of realFrames) {
      // Repeated fields are the one kind without presence.
      const { indices, ...fields } = decodePricing(Buffer.from(frame, "base64"));
      assert.deepEqual(asSent(fields), asSent(decoded), frame);
      assert.deepEqual(indices, [], frame);
    }
  });

  test("hold as many fields as their bytes name, so that none is lost and none made up", () => {
    for (const { frame, fields } of realFrames) {
      const { indices: _, ...decoded } = decodePricing(Buffer.from(frame, "base64"));
      assert.equal(Object.keys(decoded).length, fields.length, frame);
    }
  });

  test("become the same ticks in both envelopes, without anything odd, and absent stays null", () => {
    for (const { frame, decoded } of realFrames) {
      const bare = tickOf(frame);
      assert.deepEqual(tickOf(enveloped(frame)), bare);
      assert.deepEqual(bare.oddities, []);
      const { price, ...rest } = bare.tick;
      assert.deepEqual(rest, {
        ticker: decoded.id,
        time: decoded.time,
        received_time: RECEIVED,
        day_volume: decoded.day_volume ?? null,
        last_size: decoded.last_size ?? null,
        bid: null,
        bid_size: null,
        ask: null,
        ask_size: null,
        exchange: decoded.exchange ?? null,
        currency: decoded.currency ?? null,
        quote_type: decoded.quote_type ?? null,
        market_hours: decoded.market_hours ?? null,
        snapshot: null,
        source: "yahoo",
      });
      assert.equal(Math.fround(price), decoded.price);
    }
  });

  test("have prices that are the shortest decimals of what was sent", () => {
    for (const { frame, decoded } of realFrames) {
      const sent = decoded.price!;
      assert.equal(tickOf(frame).tick.price, Number(sent.toPrecision(digitsOf(sent))), frame);
    }
    const prices = realFrames.map(({ frame }) => tickOf(frame).tick.price);
    for (const price of [407.4805, 24.535, 1.15327, 159.355, 112737.766]) assert.ok(prices.includes(price));
  });

  test("keep an explicit market_hours of 0 apart from an absent one", () => {
    const preMarket = realFrames.filter(({ decoded }) => decoded.market_hours === 0);
    assert.equal(preMarket.length, 1);
    for (const { frame } of preMarket) {
      assert.equal(tickOf(frame).tick.market_hours, 0);
      const withoutIt = removed(Buffer.from(frame, "base64"), Buffer.from([0x38, 0x00]));
      assert.equal(tickOf(withoutIt.toString("base64")).tick.market_hours, null);
    }
  });

  test("have no day volume outside regular hours, and that is null, not 0", () => {
    const irregular = realFrames.filter(({ decoded }) => decoded.market_hours !== 1);
    assert.equal(irregular.length, 2);
    for (const { frame } of irregular) assert.equal(tickOf(frame).tick.day_volume, null);
  });
});

function removed(bytes: Buffer, part: Buffer): Buffer {
  const at = bytes.indexOf(part);
  assert.ok(at >= 0);
  return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + part.length)]);
}
