import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Pricing } from "@market/wire";
import { startPair } from "./pair.ts";
import { readTopic } from "./topic.ts";

const MINUTE = Date.UTC(2024, 3, 16, 14, 20);
const at = (second: number) => MINUTE + second * 1_000;

type Row = readonly [second: number, price: number, dayVolume: number];

/** Five ticks a ticker around what the tutorial printed: its first, last, lowest and highest, and its counters. */
const AMZN: readonly Row[] = [
  [19, 184.61000061035156, 17_000_000],
  [25, 184.6199951171875, 17_011_000],
  [33, 184.3800048828125, 17_030_500],
  [41, 184.45, 17_042_000],
  [52, 184.389892578125, 17_056_134],
];
const MSFT: readonly Row[] = [
  [19, 417.2900085449219, 9_000_000],
  [24, 417.1, 9_004_000],
  [32, 417.05, 9_009_000],
  [47, 416.95, 9_015_500],
  [55, 416.8399963378906, 9_018_399],
];

/** What the tutorial printed for this minute, in our names; compared as single precision, as it printed it. */
const PRINTED = {
  AMZN: {
    first_time: 1_713_277_219_000,
    low: 184.3800048828125,
    high: 184.6199951171875,
    open: 184.61000061035156,
    close: 184.389892578125,
    inner_volume: 56_134,
  },
  MSFT: {
    first_time: 1_713_277_219_000,
    low: 416.8399963378906,
    high: 417.2900085449219,
    open: 417.2900085449219,
    close: 416.8399963378906,
    inner_volume: 18_399,
  },
};

function pricing(id: string, [second, price, volume]: Row): Pricing {
  return {
    id,
    price: Math.fround(price),
    time: at(second),
    exchange: "NMS",
    quote_type: 8,
    market_hours: 1,
    day_volume: volume,
  };
}

const inOrder = [...AMZN.map(row => pricing("AMZN", row)), ...MSFT.map(row => pricing("MSFT", row))];
/** Every tick swapped with its neighbour of the same ticker, the tickers interleaved. */
const shuffled = [1, 0, 3, 2, 4].flatMap(index => [
  pricing("MSFT", MSFT[index]!),
  pricing("AMZN", AMZN[index]!),
]);

for (const [order, messages] of Object.entries({ "in order": inOrder, shuffled })) {
  test(`the tutorial's ticks, ${order}, give the tutorial's results`, async () => {
    const pair = await startPair({
      tickers: ["AMZN", "MSFT"],
      windows: "1m",
      wait: "10s",
      env: { SNAPSHOT_AGE: "0" },
    });
    try {
      for (const message of messages) pair.simulator.publish(message);
      await sleep(500);
      // The feed moves on, as it did that day: this takes the watermark past the minute's end.
      for (const [id, row] of [
        ["AMZN", AMZN[4]!],
        ["MSFT", MSFT[4]!],
      ] as const) {
        pair.simulator.publish(pricing(id, [75, row[1], row[2] + 10]));
      }
      await sleep(500);
      await pair.drain();
      const features = (await readTopic(pair.topics.features)).map(({ message }) =>
        JSON.parse(String(message.value)),
      );
      for (const [ticker, printed] of Object.entries(PRINTED)) {
        const record = features.find(each => each.ticker === ticker && each.window_start === MINUTE);
        assert.ok(record, `${ticker} has no record of its minute`);
        assert.equal(record.window_end, MINUTE + 60_000);
        assert.equal(record.ticks, 5);
        for (const [name, value] of Object.entries(printed)) {
          assert.equal(Math.fround(record[name]), Math.fround(value), `${ticker} ${name}`);
        }
      }
    } finally {
      await pair.close();
    }
  });
}
