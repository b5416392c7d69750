import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { OutRecord } from "@market/log";
import fc from "fast-check";
import { RecordBatchWriter, type Sender } from "../../packages/kafka/src/record-batch-writer.ts";
import { decodeRecordSet } from "../../packages/kafka/src/record-set.ts";
import { asHex, decodeWithKafkajs, encodeAnswer } from "./kafkajs-oracle.ts";

const NOW = 1_795_000_000_000;

const text = fc.oneof(
  fc.constantFrom("AMZN", ""),
  fc.string({ unit: "grapheme" }),
  fc.string({ maxLength: 300 }),
);
const bytes = fc.uint8Array({ maxLength: 300 });
const timestamp = fc.oneof(fc.integer({ min: NOW, max: NOW + 5_000 }), fc.integer({ min: 0, max: 2 * NOW }));
/** kafkajs takes a header for one of many by the names that every object has. */
const headerName = fc.string().map(name => `x${name}`);
const record: fc.Arbitrary<OutRecord> = fc.record(
  {
    key: fc.oneof(text, bytes, fc.constant(null)),
    value: fc.option(bytes, { nil: null }),
    timestamp,
    headers: fc.dictionary(headerName, text, { maxKeys: 3, noNullPrototype: true }),
  },
  { requiredKeys: ["key", "value", "timestamp"], noNullPrototype: true },
);
const records = fc.array(record, { minLength: 1, maxLength: 100 });
const sender: fc.Arbitrary<Sender> = fc.record({
  producerId: fc.bigInt({ min: 0n, max: 2n ** 62n }),
  epoch: fc.integer({ min: 0, max: 2 ** 15 - 1 }),
  sequence: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
});

const asBytes = (content: Uint8Array | string | null) =>
  asHex(typeof content === "string" ? Buffer.from(content) : content);

const plain = (written: readonly OutRecord[]) =>
  written.map(({ key, value, timestamp, headers }, offset) => ({
    offset,
    timestamp,
    key: asBytes(key),
    value: asBytes(value),
    headers: headers ?? {},
  }));

function write(writer: RecordBatchWriter, written: readonly OutRecord[], by: Sender): Buffer {
  writer.clear();
  for (const each of written) writer.add(each);
  assert.equal(writer.records, written.length);
  const batch = writer.finish(by);
  assert.equal(batch.length, writer.length);
  return Buffer.from(batch);
}

describe("a record batch", () => {
  test("holds for kafkajs the records that were added, whatever the writer held before", async () => {
    const writer = new RecordBatchWriter(0);
    await fc.assert(
      fc.asyncProperty(records, sender, async (written, by) => {
        const batch = write(writer, written, by);
        const partition = { partition: 0, errorCode: 0, highWatermark: 0, aborted: [], records: batch };
        const answer = encodeAnswer([partition], 11, 0);
        const found = await decodeWithKafkajs(answer, 11, new Map([[0, 0]]));
        assert.deepEqual(found.get(0), plain(written));
      }),
      { numRuns: 300 },
    );
  });

  test("holds them for our own reader too, with the right checksum", async () => {
    const writer = new RecordBatchWriter(0);
    await fc.assert(
      fc.asyncProperty(records, sender, async (written, by) => {
        const { records: found, next } = await decodeRecordSet(write(writer, written, by), 0, []);
        assert.equal(next, written.length);
        const read = [...found].map(({ key, value, ...rest }) => ({
          ...rest,
          key: asHex(key),
          value: asHex(value),
        }));
        assert.deepEqual(read, plain(written));
      }),
      { numRuns: 300 },
    );
  });

  test("says who sent it, which numbers its records have, and its latest time", () => {
    const writer = new RecordBatchWriter(0);
    fc.assert(
      fc.property(records, sender, (written, by) => {
        const batch = write(writer, written, by);
        assert.equal(batch.readBigInt64BE(43), by.producerId);
        assert.equal(batch.readInt16BE(51), by.epoch);
        assert.equal(batch.readInt32BE(53), by.sequence);
        assert.equal(batch.readInt32BE(57), written.length);
        assert.equal(batch.readInt32BE(23), written.length - 1);
        assert.equal(Number(batch.readBigInt64BE(35)), Math.max(...written.map(each => each.timestamp)));
        assert.equal(batch.readInt16BE(21), 0);
      }),
    );
  });

  test("takes no record whose time is none", () => {
    const writer = new RecordBatchWriter(0);
    for (const timestamp of [Number.NaN, 0.5, 2 ** 53, Number.POSITIVE_INFINITY])
      assert.throws(() => writer.add({ key: null, value: null, timestamp }), RangeError);
    assert.equal(writer.records, 0);
  });

  test("of a record that is larger than all before is whole", async () => {
    const written = [1, 100_000, 3, 600_000].map((size, index) => ({
      key: "T",
      value: Buffer.alloc(size, index),
      timestamp: NOW,
    }));
    const batch = write(new RecordBatchWriter(0), written, { producerId: 1n, epoch: 0, sequence: 0 });
    const { records: found } = await decodeRecordSet(batch, 0, []);
    assert.deepEqual(
      [...found].map(({ value }) => asHex(value)),
      written.map(({ value }) => asHex(value)),
    );
  });
});
