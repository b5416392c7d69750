import assert from "node:assert/strict";
import { type Features, FIELDS, type StatisticName, type Tick } from "@market/windowing";
import { readSchema } from "@market/wire";
import * as fc from "fast-check";

/** Objects like ours: with a prototype. */
export const record = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> =>
  fc.record(model, { noNullPrototype: true }) as fc.Arbitrary<T>;
export const text = fc.string({ unit: "binary", maxLength: 20 });
export const name = fc.stringMatching(/^[!-~]{1,64}$/);
export const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null, freq: 3 });
const time = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
export const count = fc.oneof(fc.constant(0), fc.nat(), fc.maxSafeNat());
const code = fc.oneof(fc.constant(0), fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }));
export const double = fc.double({ noNaN: true, noDefaultInfinity: true });
const price = fc.double({ min: Number.MIN_VALUE, noNaN: true, noDefaultInfinity: true });

export const ticks: fc.Arbitrary<Tick> = record<Tick>({
  ticker: name,
  time,
  received_time: count,
  price,
  day_volume: orNull(count),
  last_size: orNull(count),
  bid: orNull(double),
  bid_size: orNull(count),
  ask: orNull(double),
  ask_size: orNull(count),
  exchange: orNull(text),
  currency: orNull(text),
  quote_type: orNull(code),
  market_hours: orNull(code),
  snapshot: orNull(fc.boolean()),
  source: orNull(text),
});

const featuresSchema = await readSchema("market.v1.Features");
const counted = fc.maxSafeInteger();

/** Every statistic, by what its field can hold. */
const statistics = Object.fromEntries(
  (Object.keys(FIELDS) as StatisticName[]).map(each => {
    const type = new RegExp(`^ {2}optional (\\w+) ${each} = `, "m").exec(featuresSchema)?.[1];
    assert.ok(type, `features.proto has no ${each}`);
    return [each, orNull(type === "double" ? double : type === "sint64" ? counted : count)];
  }),
) as Record<StatisticName, fc.Arbitrary<number | null>>;

export const features: fc.Arbitrary<Features> = record<Features>({
  ticker: name,
  exchange: orNull(text),
  currency: orNull(text),
  quote_type: orNull(code),
  market_hours: orNull(code),
  window: name,
  window_kind: name,
  window_start: count,
  window_end: count,
  first_time: count,
  last_time: count,
  ticks: count,
  open: double,
  high: double,
  low: double,
  close: double,
  mean: double,
  volume: orNull(count),
  inner_volume: orNull(count),
  ...statistics,
  custom: fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9_]{0,20}$/), orNull(double), {
    maxKeys: 4,
    noNullPrototype: true,
  }),
  first_offset: count,
  last_offset: count,
  duplicate_ticks: count,
  gap: fc.boolean(),
  partial: fc.boolean(),
  definition: name,
});

/** The record with all and only its own keys, whatever class it was decoded into. */
export function plain<T extends object>(decoded: T, like: T): T {
  return Object.fromEntries(Object.keys(like).map(key => [key, decoded[key as keyof T]])) as T;
}

export const aTick: Tick = {
  ticker: "AMZN",
  time: 1_713_277_219_000,
  received_time: 1_713_277_219_400,
  price: 184.61,
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

export const aRecord: Features = {
  ticker: "AMZN",
  exchange: "NMS",
  currency: null,
  quote_type: 8,
  market_hours: null,
  window: "1m",
  window_kind: "tumbling",
  window_start: 1_713_277_200_000,
  window_end: 1_713_277_260_000,
  first_time: 1_713_277_219_000,
  last_time: 1_713_277_258_000,
  ticks: 4,
  open: 184.61,
  high: 184.62,
  low: 184.38,
  close: 184.3899,
  mean: 184.5,
  volume: null,
  inner_volume: 0,
  ...(Object.fromEntries(Object.keys(FIELDS).map(each => [each, null])) as Record<StatisticName, null>),
  custom: {},
  first_offset: 0,
  last_offset: 3,
  duplicate_ticks: 0,
  gap: false,
  partial: true,
  definition: "h1",
};
