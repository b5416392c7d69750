import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Records } from "@market/log";
import fc from "fast-check";
import { registerCodecs } from "../../packages/kafka/src/codecs.ts";
import { decodeAnswer } from "../../packages/kafka/src/fetch-answer.ts";
import { decodeRecordSet } from "../../packages/kafka/src/record-set.ts";
import {
  asHex,
  decodeWithKafkajs,
  encodeAnswer,
  encodeBatch,
  type PlainRecord,
  sign,
} from "./kafkajs-oracle.ts";
import { answerFrom, records, steps, type WrittenLog, write } from "./written-log.ts";

registerCodecs();

const plain = (found: Records): PlainRecord[] =>
  [...found].map(({ offset, timestamp, key, value, headers }) => ({
    offset,
    timestamp,
    key: asHex(key),
    value: asHex(value),
    headers,
  }));

const asIds = (aborted: WrittenLog["aborted"]) =>
  aborted.map(({ producerId, firstOffset }) => ({ producerId: BigInt(producerId), firstOffset }));

const offsets = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 2 ** 40 }));

async function readAll(log: WrittenLog, from: number): Promise<PlainRecord[]> {
  const { records, aborted } = answerFrom(log, from);
  return plain((await decodeRecordSet(records, from, asIds(aborted))).records);
}

test("an answer of any version holds the records that kafkajs hands out of it", async () => {
  const partition = fc.record({ steps: steps(1), firstOffset: offsets, skip: fc.nat({ max: 40 }) });
  await fc.assert(
    fc.asyncProperty(
      fc.array(partition, { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 4, max: 11 }),
      async (partitions, version) => {
        const from = new Map<number, number>();
        const written = [];
        for (const [number, { steps, firstOffset, skip }] of partitions.entries()) {
          const log = await write(steps, firstOffset);
          const offset = Math.min(log.end, firstOffset + skip);
          from.set(number, offset);
          const parts = answerFrom(log, offset);
          written.push({ partition: number, errorCode: 0, highWatermark: log.end, ...parts });
        }
        const bytes = encodeAnswer(written, version, 70);
        const expected = await decodeWithKafkajs(bytes, version, from);
        const answer = await decodeAnswer(bytes, version, from);
        assert.equal(answer.clientSideThrottleTime, version >= 8 ? 70 : 0);
        for (const { partition, records, highWatermark, next } of answer.partitions) {
          assert.deepEqual(plain(records), expected.get(partition));
          assert.equal(highWatermark, written[partition]!.highWatermark);
          assert.equal(next, highWatermark);
        }
        assert.equal(answer.partitions.length, partitions.length);
      },
    ),
    { numRuns: 400 },
  );
});

test("of transactions that overlap exactly the committed records are seen, from wherever reading begins", async () => {
  await fc.assert(
    fc.asyncProperty(steps(3), offsets, fc.nat(), async (steps, firstOffset, at) => {
      const log = await write(steps, firstOffset);
      const from = firstOffset + (at % (log.end - firstOffset + 1));
      const seen = (await readAll(log, from)).map(({ offset }) => offset);
      const inLog = (await readAllOffsets(log)).filter(offset => offset >= from);
      assert.deepEqual(
        seen,
        inLog.filter(offset => log.visible.has(offset)),
      );
    }),
    { numRuns: 400 },
  );
});

/** Of all records, whatever became of their transactions; markers are none. */
async function readAllOffsets({ batches }: WrittenLog): Promise<number[]> {
  const { records } = await decodeRecordSet(Buffer.concat(batches.map(({ bytes }) => bytes)), 0, []);
  return [...records].map(({ offset }) => offset);
}

test("an answer that is cut off anywhere is read on without loss and without repetition", async () => {
  await fc.assert(
    fc.asyncProperty(steps(2), offsets, fc.nat(), async (steps, firstOffset, at) => {
      const log = await write(steps, firstOffset);
      const { records, aborted } = answerFrom(log, firstOffset);
      const cut = records.subarray(0, at % (records.length + 1));
      const first = await decodeRecordSet(cut, firstOffset, asIds(aborted));
      const rest = await readAll(log, first.next);
      assert.deepEqual([...plain(first.records), ...rest], await readAll(log, firstOffset));
    }),
    { numRuns: 300 },
  );
});

describe("a batch", () => {
  test("in which any one bit has changed is refused as damaged", async () => {
    await fc.assert(
      fc.asyncProperty(
        records,
        fc.integer({ min: 0, max: 4 }),
        fc.nat(),
        fc.integer({ min: 0, max: 7 }),
        async (written, compression, at, bit) => {
          const { bytes } = await batchOf(written, compression);
          const damaged = 21 + (at % (bytes.length - 21));
          bytes[damaged]! ^= 1 << bit;
          await assert.rejects(decodeRecordSet(bytes, 7, []), /batch at offset 7 is damaged: its checksum/);
        },
      ),
      { numRuns: 300 },
    );
  });

  test("that says it has more records than it can is refused, and no memory is taken for them", async () => {
    for (const compression of [0, 1]) {
      const { bytes } = await batchOf([], compression);
      bytes.writeInt32BE(2 ** 31 - 1, 57);
      sign(bytes);
      await assert.rejects(decodeRecordSet(bytes, 7, []), /at offset 7 says it has 2147483647 records/);
    }
  });

  test("whose records are garbage is refused, or read as something, but never read beyond its end", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 1, maxLength: 60 }),
        fc.nat({ max: 9 }),
        async (garbage, count) => {
          const { bytes } = await batchOf([], 0);
          const batch = Buffer.concat([bytes.subarray(0, 61), garbage]);
          batch.writeInt32BE(batch.length - 12, 8);
          batch.writeInt32BE(count, 57);
          sign(batch);
          const behind = Buffer.alloc(300, 0x02);
          const found = await decodeRecordSet(Buffer.concat([batch, behind]), 0, []).catch(error => {
            assert.match(String(error), /is cut off|does not end|says it (has|is at)/);
          });
          for (const { valueTo, keyTo } of found ? [found.records.columns] : [])
            for (const to of [...valueTo, ...keyTo]) assert.ok(to < batch.length);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test("of before Kafka 0.11 is refused by its format", async () => {
    const { bytes } = await batchOf([], 0);
    bytes[16] = 1;
    await assert.rejects(decodeRecordSet(bytes, 7, []), /at offset 7 has format 1, expected 2/);
  });

  test("that compaction has emptied is passed over: reading goes on behind it", async () => {
    const { bytes } = await batchOf([], 0);
    bytes.writeInt32BE(41, 23);
    sign(bytes);
    const { records, next } = await decodeRecordSet(bytes, 7, []);
    assert.equal(records.length, 0);
    assert.equal(next, 49);
  });

  test("whose records stand where they cannot is refused: an offset before the last one's, or behind the batch", async () => {
    const record = { key: null, value: Buffer.from("v"), headers: {}, timestampDelta: 0 };
    for (const [steps, lastDelta] of [
      [[1, 0], 1],
      [[3, -1], 2],
      [[1, 2 ** 30], 1],
      [[0, 1], 1],
    ] as const) {
      const { bytes } = await batchOf(
        steps.map(offsetStep => ({ ...record, offsetStep })),
        0,
      );
      bytes.writeInt32BE(lastDelta, 23);
      sign(bytes);
      await assert.rejects(
        decodeRecordSet(bytes, 7, []),
        /record [01] of the record batch at offset 7 says it is at/,
      );
    }
  });

  test("that is small as it was sent and huge as it is is refused, whatever compressed it", async () => {
    const value = Buffer.alloc(65 * 1_048_576);
    const record = { key: null, value, headers: {}, timestampDelta: 0, offsetStep: 1 };
    for (const compression of [1, 2, 3, 4]) {
      const { bytes } = await batchOf([record], compression);
      assert.ok(bytes.length < value.length / 10);
      await assert.rejects(decodeRecordSet(bytes, 7, []), /larger than|too big|over \d+ bytes/);
    }
  });

  test("with a time that no number holds is read with the last that one does", async () => {
    const record = { key: null, value: Buffer.from("v"), headers: {}, timestampDelta: 0, offsetStep: 1 };
    const { bytes } = await batchOf([record], 0);
    bytes.writeBigInt64BE(2n ** 62n, 27);
    sign(bytes);
    const { records } = await decodeRecordSet(bytes, 7, []);
    assert.equal(records.at(0)?.timestamp, Number.MAX_SAFE_INTEGER);
  });

  test("whose record says it has more headers than it holds gets none of its neighbours'", async () => {
    const headers = { a: "1" };
    const record = { key: null, value: null, headers, timestampDelta: 0, offsetStep: 1 };
    const { bytes } = await batchOf([record, record], 0);
    const count = bytes.indexOf(Buffer.from([2, 2, "a".charCodeAt(0)]));
    bytes[count] = 0x7e;
    sign(bytes);
    const { records } = await decodeRecordSet(bytes, 7, []);
    assert.deepEqual(records.headers(0), headers);
  });

  test("stamped by the broker gives each of its records the broker's time", async () => {
    const record = { key: null, value: Buffer.from("v"), headers: {}, timestampDelta: 5, offsetStep: 1 };
    const { bytes } = await batchOf([record, record], 0);
    bytes.writeInt16BE(8, 21);
    bytes.writeBigInt64BE(1_713_277_299_999n, 35);
    sign(bytes);
    const { records } = await decodeRecordSet(bytes, 7, []);
    assert.deepEqual(
      [...records].map(({ timestamp }) => timestamp),
      [1_713_277_299_999, 1_713_277_299_999],
    );
  });

  function batchOf(written: Parameters<typeof encodeBatch>[0]["records"], compression: number) {
    return encodeBatch(
      { records: written, compression, producerId: -1, transactional: false },
      7,
      1_713_277_200_000,
    );
  }
});

test("what cannot be read of one partition is said of it, and keeps nobody from the others", async () => {
  const record = { key: null, value: Buffer.from("v"), headers: {}, timestampDelta: 0, offsetStep: 1 };
  const batch = { records: [record], compression: 0, producerId: -1, transactional: false };
  const { bytes } = await encodeBatch(batch, 0, 0);
  const damaged = Buffer.from(bytes);
  damaged[damaged.length - 1]! ^= 1;
  const none = { errorCode: 0, highWatermark: 1, aborted: [] };
  const written = [
    { partition: 0, ...none, records: damaged },
    { partition: 1, ...none, records: bytes },
  ];
  const from = new Map([0, 1].map(partition => [partition, 0]));
  const { partitions } = await decodeAnswer(encodeAnswer(written, 11, 0), 11, from);
  assert.match(String(partitions[0]!.error), /batch at offset 0 is damaged/);
  assert.deepEqual([partitions[0]!.next, partitions[0]!.records.length], [0, 0]);
  assert.deepEqual(
    [partitions[1]!.error, partitions[1]!.next, partitions[1]!.records.length],
    [undefined, 1, 1],
  );
});

test("an answer with an error for one partition throws kafkajs's error of that name", async () => {
  for (const [code, type] of [
    [1, "OFFSET_OUT_OF_RANGE"],
    [6, "NOT_LEADER_FOR_PARTITION"],
  ] as const) {
    const none = { highWatermark: 0, aborted: [], records: Buffer.alloc(0) };
    const partitions = [
      { partition: 3, errorCode: 0, ...none },
      { partition: 4, errorCode: code, ...none },
    ];
    const from = new Map([3, 4].map(partition => [partition, 0]));
    await assert.rejects(
      decodeAnswer(encodeAnswer(partitions, 11, 0), 11, from),
      (error: Error & { type?: string }) => error.type === type && /partition 4/.test(error.message),
    );
  }
});
