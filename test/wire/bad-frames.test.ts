import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { encodePricing, FRAME_LENGTH_MAX, type Pricing, parseFrame } from "@market/wire";
import * as fc from "fast-check";
import { realFrames } from "../golden/frames.ts";
import { bare, enveloped } from "./frames.ts";

const RECEIVED = 1_790_000_000_123;
const TIME = 1_713_277_219_000;
const good: Pricing = {
  id: "AMZN",
  price: 184.5,
  time: TIME,
  exchange: "NMS",
  quote_type: 8,
  market_hours: 1,
};

const parse = (frame: string) => parseFrame(frame, RECEIVED);

function reasonOf(frame: string): string {
  const parsed = parse(frame);
  assert.ok("reason" in parsed, `${frame.slice(0, 100)} is not refused`);
  assert.equal(parsed.harmless, false, `${parsed.reason} is harmless`);
  return parsed.reason;
}

function tickOf(fields: Pricing) {
  const parsed = parse(bare({ ...good, ...fields }));
  assert.ok("tick" in parsed, JSON.stringify(parsed));
  return parsed;
}

/** Asserts that good frames with these fields instead of their own are refused for one reason, in both envelopes. */
function assertRefused(reason: string, ...fields: Pricing[]): void {
  for (const each of fields) {
    const message = bare({ ...good, ...each });
    const said = JSON.stringify(each).slice(0, 100);
    assert.equal(reasonOf(message), reason, said);
    assert.equal(reasonOf(enveloped(message)), reason, said);
  }
}

describe("what is no message is refused with its reason", () => {
  test("nothing at all", () => {
    for (const frame of ["", " ", "\n", enveloped("")]) assert.equal(reasonOf(frame), "empty");
  });

  test("text that is not base64", () => {
    for (const text of ["hello, world", "[]", "42", "CgRB*", "CgRBTVpO=", "CgR", "=", "====", "\u{1f600}"]) {
      assert.equal(reasonOf(text), "not_base64", text);
      assert.equal(reasonOf(enveloped(text)), "not_base64", text);
    }
    assert.equal(reasonOf("CgRBTVpO\u0000AAA"), "not_base64");
  });

  test("base64 that is not Protobuf", () => {
    // An unknown wire type, a field number of 0, a varint without an end, a string longer than the message,
    // a tag without a value, a string that is no UTF-8.
    for (const hex of ["0f", "00ff", "18ffffffffffffffffffffff01", "0aff01", "30", "0a02c328"]) {
      assert.equal(reasonOf(Buffer.from(hex, "hex").toString("base64")), "not_protobuf", hex);
    }
    assert.equal(reasonOf("null"), "not_protobuf");
  });

  test("a frame of 1 MiB, whatever is in it", () => {
    const mebibyte = 1_048_576;
    const message = bare({ ...good, short_name: "x".repeat(700_000) });
    for (const frame of ["A".repeat(mebibyte), "{".repeat(mebibyte), message, enveloped(message)])
      assert.equal(reasonOf(frame), "too_large");
  });

  test("a frame one character over the limit, while one at the limit is read", () => {
    const length = enveloped(bare(good)).length;
    const padded = (to: number) =>
      JSON.stringify({ type: "pricing", message: bare(good), x: "x".repeat(to - length - 7) });
    assert.equal(padded(FRAME_LENGTH_MAX).length, FRAME_LENGTH_MAX);
    assert.ok("tick" in parse(padded(FRAME_LENGTH_MAX)));
    assert.equal(reasonOf(padded(FRAME_LENGTH_MAX + 1)), "too_large");
  });

  test("broken JSON", () => {
    for (const frame of ["{", "{}}", '{"type":"pricing","message":"CgRB', "{'type':'pricing'}", '{"type":}'])
      assert.equal(reasonOf(frame), "not_json", frame);
  });

  test("JSON that is no object is no envelope", () => {
    for (const frame of ["[]", '"pricing"', "true", '[{"type":"pricing"}]'])
      assert.match(reasonOf(frame), /^not_(base64|protobuf)$/, frame);
  });
});

describe("envelopes of other types", () => {
  test("the types Yahoo is known to send beside pricing are harmless", () => {
    for (const type of ["earnings", "polymarket"]) {
      const frame = JSON.stringify({ type, message: bare(good) });
      assert.deepEqual(parse(frame), { reason: "other_type", harmless: true });
    }
  });

  test("an unknown type is refused, and so is a type that is no text, however it is nested", () => {
    const message = bare(good);
    const deep = `${"[".repeat(30_000)}${"]".repeat(30_000)}`;
    const frames = [
      "{}",
      ...["pricing ", "PRICING", "", "error", null, 1, true, {}, [], ["pricing"], ["earnings"]].map(type =>
        JSON.stringify({ type, message }),
      ),
      // Neither of these can be made a string.
      `{"type":{"toString":1},"message":"${message}"}`,
      `{"type":{"toString":null,"valueOf":null},"message":"${message}"}`,
      `{"type":${deep}}`,
      `{"__proto__":{"type":"pricing","message":"${message}"}}`,
      `{"constructor":{"type":"pricing"},"message":"${message}"}`,
    ];
    for (const frame of frames) assert.equal(reasonOf(frame), "unknown_type", frame.slice(0, 100));
  });

  test("pricing without a message, or with one that is no text, is refused", () => {
    for (const message of [undefined, null, 1, {}, ["CgRB"], { toString: "CgRB" }])
      assert.equal(reasonOf(JSON.stringify({ type: "pricing", message })), "no_message");
  });

  test("further keys of an envelope change nothing", () => {
    const frame = `{"__proto__":{"type":"error"},"v":3,"type":"pricing","message":"${bare(good)}"}`;
    assert.deepEqual(parse(frame), parse(bare(good)));
  });
});

describe("a real frame cut off anywhere", () => {
  test("is a shorter message at the end of a field, and no Protobuf inside of one", () => {
    for (const { frame } of realFrames) {
      const bytes = Buffer.from(frame, "base64");
      const ends = fieldEnds(bytes);
      for (let length = 1; length < bytes.length; length++) {
        const prefix = parse(bytes.subarray(0, length).toString("base64"));
        const seen = ends.filter(({ end }) => end <= length).map(({ field }) => field);
        const missing = { 1: "no_id", 2: "no_price", 3: "no_time" };
        const expected = ends.some(({ end }) => end === length)
          ? Object.entries(missing).find(([field]) => !seen.includes(Number(field)))?.[1]
          : "not_protobuf";
        assert.equal("reason" in prefix ? prefix.reason : undefined, expected, `${length} of ${frame}`);
      }
    }
  });
});

describe("the three fields without which there is no tick", () => {
  test("each missing one is refused by its name", () => {
    assertRefused("no_id", { id: null }, { id: "" });
    assertRefused("no_price", { price: null });
    assertRefused("no_time", { time: null });
  });

  test("a price that is no number above 0 is refused", () => {
    const prices = [Number.NaN, -1, 0, -0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e39, -1e-45];
    assertRefused("bad_price", ...prices.map(price => ({ price })));
  });

  test("the smallest and the largest price there can be are kept", () => {
    assert.equal(tickOf({ price: 2 ** -149 }).tick.price, 1.4013e-45);
    assert.equal(Math.fround(tickOf({ price: 3.4028234663852886e38 }).tick.price), 3.4028234663852886e38);
  });

  test("a time before 1990 or from 2100 on is refused: seconds and microseconds are not milliseconds", () => {
    const times = [0, -1, -TIME, TIME / 1_000, TIME * 1_000, 2 ** 62, 2 ** 63 - 1_024, -(2 ** 63)];
    const edges = [Date.UTC(1970, 0, 2), Date.UTC(1990, 0, 1) - 1, Date.UTC(2100, 0, 1)];
    assertRefused("bad_time", ...[...times, ...edges].map(time => ({ time })));
    for (const time of [Date.UTC(1990, 0, 1), Date.UTC(2100, 0, 1) - 1])
      assert.equal(tickOf({ time }).tick.time, time);
  });

  test("a ticker that is long, or has control characters, spaces or letters beyond ASCII, is refused", () => {
    const tickers = ["A".repeat(10_240), "A".repeat(65), "AM ZN", "AMZN ", "AMZN\n", "\u0000", "AM\u0007ZN"];
    assertRefused("bad_id", ...[...tickers, "\u007f", "ÄMZN", "AMZN\u200b"].map(id => ({ id })));
    for (const id of ["^GSPC", "JPY=X", "ES=F", "BRK-B", "AAPL240621C00200000", "A".repeat(64)])
      assert.equal(tickOf({ id }).tick.ticker, id);
  });

  test("a heartbeat is harmless, and no tick even if it has all of them", () => {
    for (const fields of [{ quote_type: 7 }, { ...good, quote_type: 7 }]) {
      assert.deepEqual(parse(bare(fields)), { reason: "heartbeat", harmless: true });
      assert.deepEqual(parse(enveloped(bare(fields))), { reason: "heartbeat", harmless: true });
    }
  });
});

describe("what is odd is told and costs no tick", () => {
  test("a quote type and market hours that Yahoo did not have yet are kept as they are", () => {
    const { tick, oddities } = tickOf({ quote_type: 99, market_hours: 5 });
    assert.deepEqual([tick.quote_type, tick.market_hours], [99, 5]);
    assert.deepEqual(oddities, ["unknown_quote_type", "unknown_market_hours"]);
    assert.deepEqual(tickOf({ market_hours: -1 }).oddities, ["unknown_market_hours"]);
  });

  test("a field that Yahoo did not have yet is skipped, whatever its wire type", () => {
    // Field 99 as a varint, as 64 bits, as bytes, as a group, and as 32 bits.
    for (const hex of ["980605", "99060102030405060708", "9a0602ffff", "9b0608059c06", "9d0601020304"]) {
      const bytes = Buffer.concat([encodePricing(good), Buffer.from(hex, "hex")]);
      const parsed = parse(bytes.toString("base64"));
      assert.deepEqual(parsed, { tick: tickOf({}).tick, oddities: ["unknown_field"] }, hex);
    }
  });

  test("counts and codes that cannot be meant are dropped", () => {
    const unmeant: Pricing[] = [
      { day_volume: -1 },
      { day_volume: 2 ** 62 },
      { last_size: -5 },
      { exchange: "N".repeat(100) },
      { currency: "U".repeat(17) },
    ];
    for (const fields of unmeant) {
      const { tick, oddities } = tickOf(fields);
      const [name] = Object.keys(fields) as ["day_volume"];
      assert.equal(tick[name], null, JSON.stringify(fields));
      assert.deepEqual(oddities, ["bad_field"], JSON.stringify(fields));
    }
  });

  test("quotes that cannot be meant are dropped", () => {
    const unmeant: Pricing[] = [
      { bid: -1 },
      { ask: Number.NaN },
      { ask: Number.POSITIVE_INFINITY },
      { bid_size: -1 },
      { ask_size: 2 ** 62 },
    ];
    for (const fields of unmeant) {
      const { tick, oddities } = tickOf(fields);
      const [name] = Object.keys(fields) as ["bid"];
      assert.equal(tick[name], null, JSON.stringify(fields));
      assert.deepEqual(oddities, ["bad_field"], JSON.stringify(fields));
    }
  });

  test("several oddities are told at once, each once", () => {
    const { oddities } = tickOf({ quote_type: 99, day_volume: -1, last_size: -1, exchange: "N".repeat(100) });
    assert.deepEqual(oddities, ["unknown_quote_type", "bad_field"]);
  });

  test("zeros are kept apart from what is absent, but a quote of 0 means that there is none", () => {
    const zeros = { day_volume: 0, last_size: 0, bid_size: 0, ask_size: 0, market_hours: 0, quote_type: 0 };
    const { tick, oddities } = tickOf({ ...zeros, bid: 0, ask: 0, exchange: "", currency: "" });
    for (const name of Object.keys(zeros) as (keyof typeof zeros)[]) assert.equal(tick[name], 0, name);
    assert.deepEqual([tick.bid, tick.ask, tick.exchange, tick.currency], [null, null, null, null]);
    assert.deepEqual(oddities, []);
  });

  test("quotes lose their float32 noise like prices", () => {
    const { tick } = tickOf({ bid: 1346.8599853515625, bid_size: 3, ask: 1347.8599853515625, ask_size: 4 });
    assert.deepEqual([tick.bid, tick.bid_size, tick.ask, tick.ask_size], [1346.86, 3, 1347.86, 4]);
  });
});

describe("whatever arrives is a tick or a rejection, never an exception", () => {
  const assertParses = (frame: string) => {
    const parsed = parse(frame);
    if ("reason" in parsed) return assert.match(parsed.reason, /^[a-z_0-9]+$/);
    const { ticker, price, time } = parsed.tick;
    assert.match(ticker, /^[!-~]{1,64}$/);
    assert.ok(price > 0 && Number.isFinite(price));
    assert.ok(Number.isInteger(time) && time >= Date.UTC(1990) && time < Date.UTC(2100));
  };

  test("for any text", () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.string({ unit: "binary" })), assertParses), {
      numRuns: 500,
    });
    fc.assert(fc.property(fc.base64String({ maxLength: 200 }), assertParses), { numRuns: 1_000 });
  });

  test("for any JSON in an envelope", () => {
    const key = fc.constantFrom("type", "message", "toString", "valueOf", "__proto__", "x");
    const text = fc.constantFrom('"pricing"', '"earnings"', "null", "0", `"${bare(good)}"`, '"AA=="');
    const { json } = fc.letrec<{ json: string; object: string }>(tie => ({
      object: fc
        .array(fc.tuple(key, tie("json")), { maxLength: 3 })
        .map(each => `{${each.map(([name, value]) => `"${name}":${value}`).join(",")}}`),
      json: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        text,
        tie("object"),
        text.map(each => `[${each}]`),
      ),
    }));
    const envelope = fc
      .tuple(json, json, fc.boolean())
      .map(([type, message, isPricing]) =>
        isPricing ? `{"type":"pricing","message":${message}}` : `{"type":${type},"message":${message}}`,
      );
    fc.assert(fc.property(envelope, assertParses), { numRuns: 1_000 });
  });

  test("for real frames with bytes changed, inserted and cut out", () => {
    const mutation = fc.record({
      at: fc.nat(200),
      removed: fc.nat(3),
      inserted: fc.uint8Array({ maxLength: 3 }),
    });
    const mutated = fc
      .tuple(fc.constantFrom(...realFrames), fc.array(mutation, { minLength: 1, maxLength: 4 }))
      .map(([{ frame }, mutations]) => {
        let bytes = Buffer.from(frame, "base64");
        for (const { at, removed, inserted } of mutations) {
          const from = at % (bytes.length + 1);
          bytes = Buffer.concat([bytes.subarray(0, from), inserted, bytes.subarray(from + removed)]);
        }
        return bytes.toString("base64");
      });
    fc.assert(
      fc.property(mutated, message => {
        assertParses(message);
        assert.deepEqual(parse(enveloped(message)), parse(message));
      }),
      { numRuns: 3_000 },
    );
  });
});

/** The fields of a message, each with the position behind it. */
function fieldEnds(bytes: Buffer): { field: number; end: number }[] {
  const ends = [];
  let at = 0;
  const varint = () => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++]!;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return Number(value);
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    const wireType = tag & 7;
    const length = wireType === 0 || wireType === 2 ? varint() : wireType === 1 ? 8 : 4;
    if (wireType !== 0) at += length;
    ends.push({ field: tag >>> 3, end: at });
  }
  return ends;
}
