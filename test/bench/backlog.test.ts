import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { foldBars, isSame, keyOf, lastDueEnd, ticksUntil } from "@market/bench/bars.ts";
import { type BatchRecord, readBatches } from "@market/bench/kafka/read-batches.ts";
import { BatchWriter } from "@market/bench/kafka/record-batch.ts";
import { START, tickerOf, ticksOf, timeOf } from "@market/bench/ticks.ts";
import fc from "fast-check";
import { crc32c } from "../../packages/kafka/src/crc32c.ts";

const require = createRequire(import.meta.url);
/** kafkajs's own, as the oracle. */
const kafkajs = {
  crc32c: require("kafkajs/src/protocol/recordBatch/crc32C") as (bytes: Buffer) => number,
  Decoder: require("kafkajs/src/protocol/decoder") as new (bytes: Buffer) => { readInt64(): unknown },
  decode: require("kafkajs/src/protocol/recordBatch/v0/decoder") as (decoder: unknown) => Promise<{
    maxTimestamp: string;
    records: readonly { offset: string; timestamp: string; key: Buffer | null; value: Buffer | null }[];
  }>,
};

const bytes = fc.option(fc.uint8Array({ maxLength: 300 }));
const time = fc.integer({ min: START, max: START + 10_000_000 });

test("a checksum is what kafkajs computes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(100), (all, skip) => {
      const from = Math.min(skip, all.length);
      assert.equal(crc32c(all, from, all.length), kafkajs.crc32c(Buffer.from(all.subarray(from))) >>> 0);
    }),
  );
});

test("a batch holds its records for kafkajs's decoder and for the bench's own reader, and the next one begins anew", async () => {
  const records = fc.array(fc.tuple(time, bytes, bytes), { minLength: 1, maxLength: 300 });
  await fc.assert(
    fc.asyncProperty(fc.array(records, { minLength: 1, maxLength: 3 }), async batches => {
      const writer = new BatchWriter();
      for (const batch of batches) {
        batch.sort(([a], [b]) => a - b);
        for (const [at, key, value] of batch) writer.add(at, key, value);
        assert.equal(writer.count, batch.length);
        const taken = writer.take();
        const expected = batch.map(([at, key, value]) => ({ time: at, key: hex(key), value: hex(value) }));
        const decoder = new kafkajs.Decoder(taken);
        const { records: decoded, maxTimestamp } = await kafkajs.decode(decoder);
        assert.equal(Number(maxTimestamp), batch.at(-1)![0]);
        assert.deepEqual(
          decoded.map(({ timestamp, key, value }) => ({
            time: Number(timestamp),
            key: hex(key),
            value: hex(value),
          })),
          expected,
        );
        const read: BatchRecord[] = [];
        assert.equal(
          readBatches(taken, 0, [], record => read.push(record)),
          batch.length,
        );
        assert.deepEqual(
          read.map(each => ({ time: each.time, key: hex(each.key), value: hex(each.value) })),
          expected,
        );
        assert.deepEqual(
          read.map(({ offset }) => offset),
          batch.map((_, i) => i),
        );
      }
    }),
    { numRuns: 50 },
  );
});

function hex(value: Uint8Array | null): string | null {
  return value && Buffer.from(value).toString("hex");
}

test("the reader leaves out what lies before its offset, is cut off, is a marker, or was aborted", () => {
  const offsets = (from: number, aborted: { producerId: bigint; firstOffset: number }[] = []) => {
    const read: number[] = [];
    const next = readBatches(log, from, aborted, ({ offset }) => read.push(offset));
    return { read, next };
  };
  const TRANSACTIONAL = 0x10;
  const MARKER = 0x30;
  const log = Buffer.concat([
    batchAt(0, 2, 0, 1n),
    batchAt(2, 2, TRANSACTIONAL, 7n),
    batchAt(4, 1, MARKER, 7n),
    batchAt(5, 2, TRANSACTIONAL, 7n),
    batchAt(7, 3, 0, 1n).subarray(0, -1),
  ]);
  assert.deepEqual(offsets(0), { read: [0, 1, 2, 3, 5, 6], next: 7 });
  assert.deepEqual(offsets(1), { read: [1, 2, 3, 5, 6], next: 7 });
  // What the marker has ended is over: the same producer's next transaction was committed.
  assert.deepEqual(offsets(0, [{ producerId: 7n, firstOffset: 2 }]), { read: [0, 1, 5, 6], next: 7 });
});

function batchAt(offset: number, records: number, attributes: number, producerId: bigint): Buffer {
  const writer = new BatchWriter();
  for (let i = 0; i < records; i++) writer.add(START, null, Buffer.from("x"));
  const batch = writer.take();
  batch.writeBigInt64BE(BigInt(offset), 0);
  batch.writeInt16BE(attributes, 21);
  batch.writeBigInt64BE(producerId, 43);
  return batch;
}

const SIZE = { tickers: 40, ticks: 40 * 200 };

test("ticks come in order of time, one a ticker and second, with growing counters and prices in cents", () => {
  const volumes = new Map<string, number>();
  let index = 0;
  for (const { ticker, time, received_time, price, day_volume } of ticksOf(SIZE)) {
    assert.equal(ticker, tickerOf(index % SIZE.tickers));
    assert.equal(time, START + Math.floor(index / SIZE.tickers) * 1_000 + (index % SIZE.tickers) * 25);
    assert.equal(time, timeOf(index, SIZE));
    assert.equal(received_time, time);
    assert.equal(Math.round(price * 100) / 100, price);
    assert.ok(day_volume! > (volumes.get(ticker) ?? 0));
    volumes.set(ticker, day_volume!);
    index++;
  }
  assert.equal(index, SIZE.ticks);
});

test("the same seed gives the same ticks, another one others", () => {
  const prices = (seed: number) => Array.from(ticksOf({ ...SIZE, seed }), ({ price }) => price);
  assert.deepEqual(prices(1), prices(1));
  assert.notDeepEqual(prices(1), prices(2));
});

test("the plain fold has every window up to its end, with what its ticks say", () => {
  const end = lastDueEnd(SIZE);
  // 200 s of ticks: at 190 s the windows that end at 60, 120 and 180 s are complete.
  assert.equal(end, START + 180_000);
  const bars = foldBars(SIZE, end);
  assert.equal(bars.size, 3 * SIZE.tickers);
  const start = START + 60_000;
  const ticks = Array.from(ticksOf(SIZE), tick => ({ ...tick })).filter(
    ({ ticker, time }) => ticker === tickerOf(7) && time >= start && time < start + 60_000,
  );
  const prices = ticks.map(({ price }) => price);
  const bar = bars.get(keyOf({ ticker: tickerOf(7), window_start: start }))!;
  assert.deepEqual(bar, {
    ticker: tickerOf(7),
    window_start: start,
    open: prices[0],
    high: Math.max(...prices),
    low: Math.min(...prices),
    close: prices.at(-1),
    mean: prices.reduce((sum, price) => sum + price) / 60,
    volume: ticks.at(-1)!.day_volume! - ticks[0]!.day_volume!,
    ticks: 60,
  });
  assert.ok(isSame(bar, { ...bar, mean: bar.mean * (1 + 1e-14) }));
  for (const other of [{ mean: bar.mean * 1.0001 }, { close: bar.close + 0.01 }, { volume: bar.volume + 1 }])
    assert.ok(!isSame(bar, { ...bar, ...other }), JSON.stringify(other));
});

test("the ticks that close a window are those up to its end and the wait behind it", () => {
  assert.equal(ticksUntil(START + 120_000, SIZE), 130 * SIZE.tickers);
  assert.equal(ticksUntil(START + 600_000, SIZE), SIZE.ticks);
});
