import assert from "node:assert/strict";
import { test } from "node:test";
import { tumbling } from "./define.ts";
import { type Features, model } from "./model.ts";
import { sameFeatures, sameRecords } from "./same.ts";
import { statisticNames } from "./statistics.ts";
import { clock, log, tick } from "./written-log.ts";

const options = { definitions: [tumbling("1m", 60_000)], waitMs: 0, maxFutureMs: 60_000 };
const quote = { bid: 99, bid_size: 3, ask: 101, ask_size: 4 };
const prices = [100, 101, 99.5, 100.25, 102, 101.5, 103];
const record = model(
  log(
    tick(-5, -5, { day_volume: 10, price: 99 }),
    ...prices.map((price, i) => tick(i * 7, i * 7 + 1, { price, day_volume: 100 + i * i, ...quote })),
    clock(100),
  ),
  options,
).features[1]!;

const change = (fields: object) => ({ ...record, ...fields }) as unknown as Features;

test("a record that went through JSON is the same, and one with a field too few or too many is not", () => {
  assert.equal(sameFeatures(JSON.parse(JSON.stringify(record)), record), undefined);
  const { mean: _, ...less } = record;
  assert.equal(sameFeatures(less, record), `mean is missing, not ${record.mean}`);
  assert.equal(sameFeatures(change({ more: 1 }), record), "more is 1, and should not be there");
  assert.match(String(sameFeatures(change({ custom: { spike: 1 } }), record)), /^custom is/);
  assert.match(String(sameFeatures(change({ std: undefined }), record)), /^std is undefined/);
});

test("a statistic that is a millionth off, null or NaN is refused, whichever it is", () => {
  for (const name of statisticNames) {
    const should = record[name];
    assert.ok(should !== null, `${name} is null in the example`);
    for (const is of [should * (1 + 1e-6) + 1e-6, null, Number.NaN, String(should), -should - 1])
      assert.ok(sameFeatures(change({ [name]: is }), record)?.startsWith(name), `${name} ${is}`);
  }
});

test("a statistic that is a rounding off is accepted, and a base field or a count that is so is refused", () => {
  assert.equal(sameFeatures(change({ vwap: record.vwap! * (1 + 1e-12) }), record), undefined);
  assert.match(String(sameFeatures(change({ close: record.close * (1 + 1e-12) }), record)), /^close/);
  assert.match(
    String(sameFeatures(change({ buy_volume: record.buy_volume! + 1e-9 }), record)),
    /^buy_volume/,
  );
});

test("a covariance may be next to nothing on either side, and -0 is no result", () => {
  const none = change({ roll_spread: null });
  assert.equal(sameFeatures(change({ roll_spread: 1e-9 }), none), undefined);
  assert.match(String(sameFeatures(change({ roll_spread: 0.1 }), none)), /^roll_spread is 0.1, not null/);
  const level = change({ log_return: 0 });
  assert.match(String(sameFeatures(change({ log_return: -0 }), level)), /^log_return/);
});

test("lists of records are compared one by one, and by their length", () => {
  assert.equal(sameRecords([record], [record]), undefined);
  assert.match(String(sameRecords([], [record])), /^0: AMZN 1m \d+: is missing$/);
  assert.equal(sameRecords([record, record], [record]), "2 records, not 1");
});
