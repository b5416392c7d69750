import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { LogRecord } from "@market/log";
import { columnsOf } from "@market/tables";
import type { Features } from "@market/windowing";
import { readChecked } from "../../services/dashboard/src/checked-features.ts";
import { someFeatures } from "../research/some-features.ts";
import { jsonOf, minute, record, recordOf, WAYS } from "./feed-records.ts";

const NOW = Date.UTC(2026, 10, 23);
const read = (given: LogRecord) => readChecked(given, NOW);

/** Every field by its name, null where there is none. */
function fieldsOf(features: Features | undefined): unknown {
  assert.ok(features);
  const custom = Object.keys(features.custom).sort();
  return columnsOf(custom).map(({ name, of }) => [name, of(features)]);
}

test("features of every kind are read as they were computed, in whatever way they are written", () => {
  const all = someFeatures();
  assert.ok(all.length > 50);
  for (const way of WAYS) {
    for (const features of all) {
      // A Protobuf map has no nulls.
      const custom = Object.entries(features.custom).filter(
        ([, each]) => way.format === "json" || each !== null,
      );
      const expected = { ...features, custom: Object.fromEntries(custom) };
      assert.deepEqual(fieldsOf(read(recordOf(features, way))), fieldsOf(expected), way.name);
    }
  }
});

test("a record of an earlier version, which lacks most fields, is one", () => {
  const { ticker, window, window_kind, window_start, window_end, ticks, open, high, low, close } = minute();
  const needed = { ticker, window, window_kind, window_start, window_end, ticks, open, high, low, close };
  assert.equal(read(jsonOf(needed))?.close, 184.25);
  for (const name of Object.keys(needed)) {
    assert.equal(read(jsonOf({ ...needed, [name]: undefined })), undefined, `without ${name}`);
    assert.equal(read(jsonOf({ ...needed, [name]: null })), undefined, `${name} null`);
  }
});

describe("what is no features record is none, and throws nothing", () => {
  const wrong: readonly [what: string, changes: Record<string, unknown>][] = [
    ["a ticker that is a number", { ticker: 7 }],
    ["an empty ticker", { ticker: "" }],
    ["a huge ticker", { ticker: "x".repeat(65) }],
    ["a ticker that is an object", { ticker: { toString: "x" } }],
    ["a huge window", { window: "1m".repeat(40) }],
    ["a window that is a list", { window: ["1m"] }],
    ["a price as text", { close: "184" }],
    ["a price that JSON cannot hold", { open: Number.NaN }],
    ["volume as text", { volume: "300" }],
    ["half a share", { volume: 0.5 }],
    ["a statistic that is an object", { std: {} }],
    ["a time that is no integer", { window_start: 1.5 }],
    ["a time that no Date can hold", { window_end: 8_640_000_000_000_001 }],
    ["a time before the epoch", { window_start: -1 }],
    ["a window that ends before it starts", { window_start: 10, window_end: 5 }],
    ["a window that ends in two days", { window_end: NOW + 2 * 86_400_000 }],
    ["a time of the high that no Date can hold", { high_time: 9e15 }],
    ["a quote type beyond 32 bits", { quote_type: 2 ** 31 }],
    ["a gap that is text", { gap: "false" }],
    ["custom that is a list", { custom: [1] }],
    ["custom that is text", { custom: "x" }],
    ["a feature of one's own that is text", { custom: { x: "1" } }],
    ["a feature of one's own by a name that is none", { custom: { "<b>": 1 } }],
    ["more than a record can need", { definition: "x".repeat(70_000) }],
  ];
  for (const [what, changes] of wrong)
    test(what, () => {
      assert.equal(read(jsonOf({ ...minute(), ...changes })), undefined);
    });

  for (const [field, value] of [
    ["close", Number.NaN],
    ["open", Number.POSITIVE_INFINITY],
    ["std", Number.NaN],
  ] as const)
    test(`Protobuf with ${field} ${value}`, () => {
      assert.equal(read(recordOf(minute({ [field]: value }), WAYS[2])), undefined);
    });

  test("JSON numbers beyond what a double holds", () => {
    const text = JSON.stringify(minute()).replace('"close":184.25', '"close":1e999');
    assert.match(text, /1e999/);
    assert.equal(read(record({ value: Buffer.from(text) })), undefined);
  });

  const bytes: readonly [what: string, value: Uint8Array | null][] = [
    ["null", null],
    ["no bytes", Buffer.alloc(0)],
    ["text", Buffer.from("hello")],
    ["half an object", Buffer.from('{"ticker":"AMZN"')],
    ["JSON's null", Buffer.from("null")],
    ["a list", Buffer.from("[]")],
    ["depth", Buffer.from(`{"custom":${"[".repeat(30_000)}`)],
    ["a prefix that is cut off", Buffer.from([0, 0, 0])],
    ["zeros", Buffer.alloc(100)],
    ["noise", Buffer.from(Array.from({ length: 500 }, (_, i) => (i * 197 + 31) % 256))],
  ];
  for (const [what, value] of bytes)
    test(`a value of ${what}, under any content type`, () => {
      for (const contentType of ["application/json", "application/x-protobuf", "text/html", undefined])
        assert.equal(read(record({ value, ...(contentType && { contentType }) })), undefined);
    });
});

test("names that objects have of themselves are names like others", () => {
  const found = read(jsonOf(minute({ custom: { constructor: 1 } })));
  assert.equal(found?.custom.constructor as unknown, 1);
  const other = read(jsonOf(minute()))!;
  assert.equal(
    columnsOf(["constructor"])
      .find(({ name }) => name.startsWith("custom"))!
      .of(other),
    null,
  );
  const text = JSON.stringify(minute()).replace('"custom":{}', '"custom":{"__proto__":1}');
  assert.equal(read(record({ value: Buffer.from(text) })), undefined);
  assert.equal(({} as Record<string, unknown>).x, undefined);
});
