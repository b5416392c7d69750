import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import type { Features, SeriesState, Tick } from "@market/windowing";
import {
  type Checkpoint,
  decodeCheckpoint,
  decodeFeatures,
  decodeTick,
  encodeCheckpoint,
  encodeFeatures,
  encodeTick,
} from "@market/wire";
import * as fc from "fast-check";
import {
  aRecord,
  aTick,
  count,
  double,
  features,
  name,
  orNull,
  plain,
  record,
  text,
  ticks,
} from "./values.ts";

const lead = fc.integer({ min: -(2 ** 40), max: 0 });

const series: fc.Arbitrary<SeriesState> = record<SeriesState>({
  ticker: name,
  watermark: orNull(count),
  settled_at: fc.integer({ min: -1, max: 2 ** 40 }),
  latest_time: fc.nat(2 ** 31 - 1),
  hour: orNull(count),
  lead: orNull(lead),
  previous_lead: orNull(lead),
  open_gap: orNull(count),
  gaps: fc.array(record({ from: count, to: count }), { maxLength: 3 }),
  carries: fc.array(
    record({
      definition: fc.nat(15),
      exchange: orNull(text),
      session: orNull(fc.integer({ min: -1_000, max: 100_000 })),
      counter: orNull(count),
      starts_at: orNull(count),
      price: orNull(double),
      sign: orNull(fc.integer({ min: -1, max: 1 })),
      closed_through: orNull(count),
    }),
    { maxLength: 3 },
  ),
});

const checkpoints: fc.Arbitrary<Listed> = fc
  .record({
    seq: count,
    group: text,
    topic: text,
    position: count,
    low_water: count,
    wait_ms: count,
    future_limits: fc.array(record({ offset: count, max_future_ms: count }), { maxLength: 2 }),
    received: fc.array(record({ offset: count, time: count }), { maxLength: 3 }),
    definitions: fc.array(text, { maxLength: 4 }),
    some: fc.array(series, { minLength: 1, maxLength: 5 }),
    tickers: fc.constantFrom(0, 1, 2, 3, 2_000, 2_500, 5_000),
  })
  .map(({ some, tickers, ...rest }) => ({
    ...rest,
    full: true,
    tickers: Array.from({ length: tickers }, (_, i) => ({ ...some[i % some.length]!, ticker: `T${i}` })),
  }));

/** What a user's own features are in Protobuf: a map, which has no nulls. */
function definedOf(custom: Features["custom"]): Features["custom"] {
  return Object.fromEntries(Object.entries(custom).filter(([, value]) => value !== null));
}

/** `undefined` and anything but plain values would not survive this. */
function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

describe("a tick", () => {
  test("comes back as it was written", () => {
    fc.assert(
      fc.property(ticks, tick => assert.deepEqual(plain(decodeTick(encodeTick(tick))!, tick), tick)),
      { numRuns: 1_000 },
    );
  });

  test("keeps what is 0, empty or false apart from what is absent", () => {
    const zeros = {
      day_volume: 0,
      last_size: 0,
      bid: 0,
      bid_size: 0,
      ask: 0,
      ask_size: 0,
      exchange: "",
      currency: "",
      quote_type: 0,
      market_hours: 0,
      snapshot: false,
      source: "",
    };
    assert.deepEqual(plain(decodeTick(encodeTick(aTick))!, aTick), aTick);
    for (const [field, zero] of Object.entries(zeros)) {
      const tick = { ...aTick, [field]: zero };
      assert.deepEqual(plain(decodeTick(encodeTick(tick))!, tick), tick, field);
    }
  });

  test("without a ticker, a time above 0 or a finite price above 0 is none", () => {
    const wrong: Partial<Tick>[] = [
      { ticker: "" },
      { time: 0 },
      { time: -1 },
      ...[0, -1, Number.NaN, Number.POSITIVE_INFINITY].map(price => ({ price })),
    ];
    for (const fields of wrong)
      assert.equal(decodeTick(encodeTick({ ...aTick, ...fields })), null, JSON.stringify(fields));
  });

  test("is never made of garbage, and garbage is never an exception", () => {
    const assertDecodes = (bytes: Uint8Array) => {
      const tick = decodeTick(bytes);
      if (tick === null) return;
      assert.ok(tick.ticker.length > 0 && tick.time > 0 && tick.price > 0 && Number.isFinite(tick.price));
    };
    const cut = fc
      .tuple(ticks.map(encodeTick), fc.nat(200), fc.uint8Array({ maxLength: 3 }))
      .map(([bytes, at, inserted]) => {
        const from = at % (bytes.length + 1);
        return Buffer.concat([bytes.subarray(0, from), inserted, bytes.subarray(from + 1)]);
      });
    assert.equal(decodeTick(new Uint8Array()), null);
    fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), assertDecodes), { numRuns: 2_000 });
    fc.assert(fc.property(cut, assertDecodes), { numRuns: 2_000 });
  });

  test("with fields of a later version is read without them", () => {
    const later = Buffer.concat([encodeTick(aTick), Buffer.from("980605", "hex")]);
    assert.deepEqual(plain(decodeTick(later)!, aTick), aTick);
  });
});

describe("a features record", () => {
  test("comes back as it was written, with the same values from JSON and from Protobuf", () => {
    fc.assert(
      fc.property(features, each => {
        const fromProtobuf = plain(decodeFeatures(encodeFeatures(each, "protobuf"), "protobuf"), each);
        assert.deepEqual(fromProtobuf, { ...each, custom: definedOf(each.custom) });
        // JSON has one zero only.
        assert.deepEqual(decodeFeatures(encodeFeatures(each, "json"), "json"), asJson(each));
      }),
      { numRuns: 1_000 },
    );
  });

  test("has every key in JSON, null where it is undefined, and numbers are numbers", () => {
    fc.assert(
      fc.property(features, each => {
        const json = JSON.parse(Buffer.from(encodeFeatures(each, "json")).toString());
        assert.deepEqual(Object.keys(json), Object.keys(each));
        for (const [key, value] of Object.entries(each)) {
          assert.equal(value === null ? json[key] === null : typeof json[key] === typeof value, true, key);
        }
      }),
    );
  });

  test("keeps a volume of 0 apart from an unknown one in both formats", () => {
    for (const format of ["json", "protobuf"] as const) {
      const { volume, inner_volume, market_hours } = decodeFeatures(encodeFeatures(aRecord, format), format);
      assert.deepEqual([volume, inner_volume, market_hours], [null, 0, null], format);
      const zero = decodeFeatures(encodeFeatures({ ...aRecord, volume: 0, market_hours: 0 }, format), format);
      assert.deepEqual([zero.volume, zero.market_hours], [0, 0], format);
    }
  });

  test("that is cut off is refused", () => {
    for (const format of ["json", "protobuf"] as const) {
      const value = encodeFeatures(aRecord, format);
      assert.throws(() => decodeFeatures(value.subarray(0, value.length - 1), format), format);
    }
  });
});

/** With its tickers in a list, so that tests can look at them. */
type Listed = Checkpoint & { readonly tickers: readonly SeriesState[] };

const encodeAll = (checkpoint: Checkpoint) => [...encodeCheckpoint(checkpoint)];
const decodeAll = (values: readonly Uint8Array[]): Listed => {
  const checkpoint = decodeCheckpoint(values);
  return { ...checkpoint, tickers: [...checkpoint.tickers] };
};

describe("a checkpoint", () => {
  const of = (tickers: number, seq = 7): Listed => ({
    seq,
    group: "windower",
    topic: "market.ticks.v1",
    position: 1_000,
    low_water: 0,
    wait_ms: 10_000,
    future_limits: [{ offset: 0, max_future_ms: 60_000 }],
    received: [{ offset: 999, time: 5 }],
    full: true,
    definitions: ["1m"],
    tickers: Array.from({ length: tickers }, (_, i) => ({
      ticker: `T${i}`,
      watermark: i === 0 ? null : i,
      settled_at: i - 1,
      latest_time: i,
      hour: 0,
      lead: i === 1 ? null : 0,
      previous_lead: null,
      open_gap: 0,
      gaps: [{ from: 0, to: i }],
      carries: [
        {
          definition: 0,
          exchange: null,
          session: 0,
          counter: 0,
          starts_at: null,
          price: 0,
          sign: 0,
          closed_through: null,
        },
      ],
    })),
  });

  test("comes back as it was written, nulls apart from zeros, whatever its number of tickers", () => {
    fc.assert(
      fc.property(checkpoints, checkpoint => {
        const decoded = decodeAll(encodeAll(checkpoint));
        // Not assert.deepEqual: it takes minutes to print the difference of thousands of tickers.
        assert.ok(isDeepStrictEqual(withNulls(decoded), checkpoint));
      }),
      { numRuns: 50 },
    );
  });

  test("is cut into chunks far below 1 MiB, also where the feed was lost ten thousand times", () => {
    const flapping = of(10);
    const gaps = Array.from({ length: 10_000 }, (_, i) => ({ from: 1e12 + i, to: 1e12 + i + 1 }));
    const values = encodeAll({
      ...flapping,
      tickers: flapping.tickers.map(each => ({ ...each, gaps })),
    });
    assert.equal(values.length, 10);
    for (const value of values) assert.ok(value.length < 512 * 1_024);
    for (const [tickers, chunks] of [
      [0, 1],
      [1, 1],
      [1_500, 1],
      [2_500, 2],
      [10_000, 7],
    ] as const) {
      const values = encodeAll(of(tickers));
      assert.equal(values.length, chunks, `${tickers} tickers`);
      for (const value of values) assert.ok(value.length < 512 * 1_024);
      assert.ok(isDeepStrictEqual(withNulls(decodeAll(values)), of(tickers)));
    }
  });

  test("with a chunk that is missing, in another place, there twice or of another checkpoint is refused", () => {
    const [first, second, third] = encodeAll(of(4_000)) as [Uint8Array, Uint8Array, Uint8Array];
    const foreign = encodeAll(of(4_000, 8));
    const wrong = {
      none: [],
      "first missing": [second, third],
      "middle missing": [first, third],
      "last missing": [first, second],
      "only the last": [third],
      reordered: [first, third, second],
      backwards: [third, second, first],
      twice: [first, second, second],
      "one too many": [first, second, third, third],
      "the last of another": [first, second, foreign[2]!],
      "the first of another": [foreign[0]!, second, third],
      "the end of a shorter one": [first, second, encodeAll(of(1))[0]!],
    };
    for (const [name, values] of Object.entries(wrong))
      assert.throws(() => decodeAll(values), /^Error: (a )?checkpoint/, name);
    assert.equal(decodeAll([first, second, third]).tickers.length, 4_000);
  });

  test("with chunks of two groups, topics or positions is refused, even under one sequence number", () => {
    const values = encodeAll(of(2_500));
    const others = { group: "staging", topic: "market.ticks.v2", position: 999 };
    for (const [field, other] of Object.entries(others)) {
      const foreign = encodeAll({ ...of(2_500), [field]: other });
      assert.throws(() => decodeAll([values[0]!, foreign[1]!]), /^Error: checkpoint/, field);
    }
  });

  test("that only says what has changed is put over the ones before it", () => {
    const change = (seq: number, ...indexes: number[]): Listed => {
      const base = of(2_500, seq);
      const tickers = indexes.map(i => ({ ...base.tickers[i]!, watermark: 1_000 * seq + i }));
      return { ...base, full: false, position: 1_000 + seq, low_water: seq, tickers };
    };
    const changes = [change(8, 1, 2_400), change(9), change(10, 2_400, 3)];
    const values = [of(2_500), ...changes].flatMap(encodeAll);
    const found = decodeAll(values);
    assert.equal(found.seq, 10);
    assert.equal(found.position, 1_010);
    assert.equal(found.low_water, 10);
    assert.equal(found.tickers.length, 2_500);
    assert.deepEqual(
      [0, 1, 2, 3, 2_400].map(i => found.tickers[i]!.watermark),
      [null, 8_001, 2, 10_003, 12_400],
    );
    const refused = {
      "one missing": values.toSpliced(2, 1),
      "the full one missing": values.slice(2),
      "half of the full one missing": values.slice(1),
      "two in the wrong order": [values[0]!, values[1]!, values[3]!, values[2]!],
      "a full one in between": [...values, ...encodeAll(of(1, 11))],
    };
    for (const [name, wrong] of Object.entries(refused))
      assert.throws(() => decodeAll(wrong), /^Error: checkpoint/, name);
  });

  test("of another version is refused, and the message names both versions", () => {
    const [value] = encodeAll(of(1)) as [Uint8Array];
    for (const version of [0, 1, 4, 77]) {
      // The last value of a field counts.
      const other = Buffer.concat([value, Buffer.of(0x08, version)]);
      assert.throws(() => decodeAll([other]), new RegExp(`version ${version}, expected 3\\b`));
    }
  });

  test("that is cut off, empty or garbage is refused", () => {
    const [value] = encodeAll(of(3)) as [Uint8Array];
    assert.throws(() => decodeAll([value.subarray(0, value.length - 1)]));
    assert.throws(() => decodeAll([new Uint8Array()]), /version 0, expected 3/);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 50 }), bytes => {
        assert.throws(() => decodeAll([bytes]));
      }),
    );
  });
});

/** A decoded checkpoint as plain objects, absent fields as null. */
function withNulls(checkpoint: Listed): Listed {
  return {
    ...checkpoint,
    future_limits: checkpoint.future_limits.map(({ offset, max_future_ms }) => ({ offset, max_future_ms })),
    received: checkpoint.received.map(({ offset, time }) => ({ offset, time })),
    tickers: checkpoint.tickers.map(
      ({
        ticker,
        watermark,
        settled_at,
        latest_time,
        hour,
        lead,
        previous_lead,
        open_gap,
        gaps,
        carries,
      }) => ({
        ticker,
        watermark,
        settled_at,
        latest_time,
        hour,
        lead,
        previous_lead,
        open_gap,
        gaps: gaps.map(({ from, to }) => ({ from, to })),
        carries: carries.map(
          ({ definition, exchange, session, counter, starts_at, price, sign, closed_through }) => ({
            definition,
            exchange,
            session,
            counter,
            starts_at,
            price,
            sign,
            closed_through,
          }),
        ),
      }),
    ),
  };
}
