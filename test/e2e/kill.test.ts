import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { assertFeatures, expectedOf } from "./expected.ts";
import { startPair } from "./pair.ts";
import { readTopic } from "./topic.ts";
import { nextPricing, randomOf, type Stock } from "./traffic.ts";

const TICKERS = Array.from({ length: 9 }, (_, index) => `K${index}`);

test("a windower killed in mid-stream and started again publishes every window once", async () => {
  const pair = await startPair({ tickers: TICKERS, windows: "1s,3s", wait: "1s" });
  try {
    const random = randomOf(7);
    const stocks: Stock[] = TICKERS.map((id, i) => ({
      id,
      price: 50 + i,
      volume: i * 1_000,
      last: undefined,
    }));
    const send = async (steps: number) => {
      for (let step = 0; step < steps; step++) {
        for (const stock of stocks) pair.simulator.publish(nextPricing(stock, Date.now(), random));
        await sleep(50);
      }
    };
    await send(80);
    await pair.windower.stop("SIGKILL");
    await send(20);
    const second = pair.startWindower();
    await send(40);
    await second.stop("SIGTERM");
    pair.startWindower();
    await send(60);
    await sleep(4_000);
    await pair.drain();
    const expected = expectedOf(await readTopic(pair.topics.ticks), {
      ...pair.windowing,
      definitions: [...pair.windowing.definitions],
    });
    const published = (await readTopic(pair.topics.features)).map(({ message }) =>
      JSON.parse(String(message.value)),
    );
    assert.ok(expected.features.length > 50, `only ${expected.features.length} windows to compare`);
    assertFeatures(published, expected.features);
  } finally {
    await pair.close();
  }
});
