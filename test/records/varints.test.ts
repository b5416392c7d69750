import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { VarintReader } from "../../packages/kafka/src/varints.ts";
import { Encoder } from "./kafkajs-oracle.ts";

/** Beyond these the zigzag form is no safe integer. */
const LARGEST = 2 ** 52;

const number = fc.oneof(
  fc.integer({ min: -200, max: 200 }),
  fc.integer(),
  fc.integer({ min: -LARGEST, max: LARGEST }),
);

test("varints are the numbers that kafkajs wrote, up to 2^52", () => {
  fc.assert(
    fc.property(fc.array(number), numbers => {
      const encoder = new Encoder();
      for (const each of numbers) encoder.writeVarLong(each);
      const reader = new VarintReader(encoder.buffer);
      assert.deepEqual(
        numbers.map(() => reader.next()),
        numbers,
      );
      assert.equal(reader.at, encoder.buffer.length);
    }),
    { numRuns: 1_000 },
  );
});

test("a varint that does not end is refused", () => {
  for (const bytes of [[0x80], [0xff, 0xff, 0xff, 0xff, 0xff], new Array(30).fill(0x80), []]) {
    assert.throws(() => new VarintReader(Uint8Array.from(bytes)).next(), /a varint does not end/);
  }
});
