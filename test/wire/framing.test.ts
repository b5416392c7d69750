import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Tick } from "@market/windowing";
import {
  decodeFeatures,
  decodeTick,
  encodeFeatures,
  encodeTick,
  prefixOf,
  readSchema,
  type SchemaName,
} from "@market/wire";
import * as fc from "fast-check";
import { aRecord, aTick, plain, ticks } from "./values.ts";

const ids = fc.integer({ min: 0, max: 2 ** 31 - 1 });

/** The prefix by hand, as Confluent's documents describe it. */
function confluent(id: number, indexes: string): Buffer {
  return Buffer.concat([Buffer.of(0), bigEndian(id), Buffer.from(indexes, "hex")]);
}

function bigEndian(id: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(id);
  return bytes;
}

describe("a value with a schema's id", () => {
  test("is a 0, the id with its largest byte first, a 0 for the first message, and the plain value", () => {
    const hex = Buffer.from(encodeTick(aTick, prefixOf(0x01_02_03_04))).toString("hex");
    assert.equal(hex.slice(0, 12), "000102030400");
    fc.assert(
      fc.property(ticks, ids, (tick, id) => {
        const expected = Buffer.concat([confluent(id, "00"), encodeTick(tick)]);
        assert.deepEqual(Buffer.from(encodeTick(tick, prefixOf(id))), expected);
      }),
    );
    const features = Buffer.concat([confluent(7, "00"), encodeFeatures(aRecord, "protobuf")]);
    assert.deepEqual(Buffer.from(encodeFeatures(aRecord, "protobuf", prefixOf(7))), features);
  });

  test("is never JSON: features in JSON have no prefix", () => {
    assert.deepEqual(encodeFeatures(aRecord, "json", prefixOf(7)), encodeFeatures(aRecord, "json"));
  });

  test("has an id that fits 4 bytes", () => {
    for (const id of [-1, 2 ** 31, 1.5, Number.NaN]) assert.throws(() => prefixOf(id), `${id}`);
    for (const id of [0, 1, 2 ** 31 - 1]) prefixOf(id);
  });
});

describe("a tick is read", () => {
  const readsAs = (value: Uint8Array, tick: Tick) => assert.deepEqual(plain(decodeTick(value)!, tick), tick);

  test("with a prefix of whatever id and without one, whoever reads", () => {
    fc.assert(
      fc.property(ticks, ids, (tick, id) => {
        readsAs(encodeTick(tick), tick);
        readsAs(encodeTick(tick, prefixOf(id)), tick);
      }),
    );
  });

  test("where the first message is written as one index that is 0", () => {
    readsAs(Buffer.concat([confluent(9, "0200"), encodeTick(aTick)]), aTick);
  });

  test("from the middle of a larger buffer, as kafkajs hands values out", () => {
    const value = Buffer.concat([Buffer.of(7, 8), encodeTick(aTick, prefixOf(9)), Buffer.of(9)]);
    readsAs(value.subarray(2, -1), aTick);
  });

  test("never where the value is another message of its file: the second, a nested one, more indexes than there are", () => {
    // Zigzag varints: how many, and then which. 1 → 02, 2 → 04, 3 → 06, -1 → 01.
    for (const indexes of ["0202", "0204", "040000", "040002", "06000000", "0201", "01", "8000", "ff"]) {
      const value = Buffer.concat([confluent(9, indexes), encodeTick(aTick)]);
      assert.equal(decodeTick(value), null, indexes);
    }
  });

  test("never where it is cut off, in the prefix or behind it, and that is never an exception", () => {
    const value = encodeTick(aTick, prefixOf(1));
    for (let length = 0; length < value.length; length++) {
      const tick = decodeTick(value.subarray(0, length));
      // Optional fields at the end may be missing without a trace.
      if (length <= 6) assert.equal(tick, null, `${length}`);
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), bytes => {
        decodeTick(Buffer.concat([Buffer.of(0), bytes]));
      }),
    );
  });
});

test("features are read with a prefix and without, and refused behind a prefix that is cut off or names another message", () => {
  const value = encodeFeatures(aRecord, "protobuf", prefixOf(3));
  assert.deepEqual(plain(decodeFeatures(value, "protobuf"), aRecord), aRecord);
  for (const wrong of [value.subarray(0, 5), confluent(3, "0202")])
    assert.throws(() => decodeFeatures(wrong, "protobuf"), /schema's id/);
});

describe("the prefix says the truth", () => {
  for (const name of ["market.v1.Tick", "market.v1.Features"] satisfies SchemaName[]) {
    test(`${name} is the first message of the schema that is registered, and the schema imports nothing`, async () => {
      const text = await readSchema(name);
      const first = /^message (\w+)/m.exec(text)?.[1];
      const scope = /^package (.+);/m.exec(text)?.[1];
      assert.equal(`${scope}.${first}`, name);
      assert.doesNotMatch(text, /^import/m);
    });
  }
});
