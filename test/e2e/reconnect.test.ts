import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Features } from "../model/record.ts";
import { eventually } from "./eventually.ts";
import { assertFeatures, expectedOf } from "./expected.ts";
import { type Pair, startPair } from "./pair.ts";
import { readTopic } from "./topic.ts";

const TICKERS = ["AMZN", "BTC-USD"];

/** A tick of every ticker, each quarter of a second. */
async function send(pair: Pair, quarters: number): Promise<void> {
  for (let i = 0; i < quarters; i++) {
    const time = Math.floor(Date.now() / 1_000) * 1_000;
    for (const id of TICKERS)
      pair.simulator.publish({ id, price: 100 + i, time, exchange: "NMS", day_volume: i });
    await sleep(250);
  }
}

const answers = async (pair: Pair, status: number) => {
  const response = await pair.ingestor.get("/readyz");
  return response.status === status ? response.text() : undefined;
};

test("after a lost connection the ingestor subscribes again, and the windows it touches say so", async () => {
  const pair = await startPair({ tickers: TICKERS, windows: "1s", wait: "1s" });
  try {
    await eventually("ready", () => answers(pair, 200));
    await send(pair, 16);
    const lostAt = Date.now();
    pair.simulator.faults.disconnect();
    assert.match(
      await eventually("not ready", () => answers(pair, 503)),
      /1 of 1 sockets to ws:.* is not connected/,
    );
    await pair.simulator.subscribed(...TICKERS);
    const backAt = Date.now();
    await send(pair, 16);
    // Long enough for the last windows to close before the ingestor ends: its end is a gap as well.
    await sleep(5_000);
    await pair.drain();
    const windowing = { ...pair.windowing, definitions: [...pair.windowing.definitions] };
    const { features: expected } = expectedOf(await readTopic(pair.topics.ticks), windowing);
    const features: Features[] = (await readTopic(pair.topics.features)).map(({ message }) =>
      JSON.parse(String(message.value)),
    );
    assertFeatures(features, expected);
    const flagged = features.filter(({ gap, partial }) => gap && !partial);
    assert.ok(flagged.length >= TICKERS.length, `${flagged.length} windows say gap`);
    // The last tick before and the first one after the loss are whole seconds.
    for (const { window_start, window_end } of flagged) {
      assert.ok(window_end > lostAt - 1_500 && window_start < backAt + 1_500);
    }
    assert.ok(features.some(({ gap, window_start }) => !gap && window_start > backAt + 1_000));
  } finally {
    await pair.close();
  }
});
