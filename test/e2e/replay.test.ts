import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { expectedOf } from "./expected.ts";
import { type Pair, startPair } from "./pair.ts";
import { readTopic } from "./topic.ts";
import { topicsOf, variablesOf } from "./topics.ts";
import { nextPricing, randomOf, type Stock } from "./traffic.ts";

const TICKERS = Array.from({ length: 8 }, (_, index) => `R${index}`);

async function send(pair: Pair, stocks: Stock[], seed: number, steps: number): Promise<void> {
  const random = randomOf(seed);
  for (let step = 0; step < steps; step++) {
    for (const stock of stocks) pair.simulator.publish(nextPricing(stock, Date.now(), random));
    await sleep(50);
  }
}

/** Everything a reader sees of a topic, its place in the log aside: order across tickers is no part of the promise. */
async function recordsOf(topic: string): Promise<string[]> {
  const records = (await readTopic(topic)).map(({ partition, message }) => {
    const { key, value, timestamp, headers } = message;
    const texts = Object.entries(headers ?? {}).map(([name, text]) => `${name}=${text}`);
    return [partition, key, value?.toString("base64"), timestamp, ...texts.sort()].join(" ");
  });
  return records.sort();
}

test("ticks that come while no windower runs are late for nothing, and a replay equals live byte for byte", async () => {
  const pair = await startPair({ tickers: TICKERS, windows: "1s,3s", wait: "2s" });
  try {
    const stocks: Stock[] = TICKERS.map((id, i) => ({ id, price: 50 + i, volume: 0, last: undefined }));
    await send(pair, stocks, 3, 60);
    await pair.windower.stop("SIGKILL");
    // Several times WAIT without a windower.
    await send(pair, stocks, 4, 160);
    pair.startWindower();
    await send(pair, stocks, 5, 80);
    await sleep(5_000);
    await pair.drain();

    const { features, late } = expectedOf(await readTopic(pair.topics.ticks), {
      ...pair.windowing,
      definitions: [...pair.windowing.definitions],
    });
    const live = await recordsOf(pair.topics.features);
    const liveLate = await recordsOf(pair.topics.late);
    assert.equal(live.length, features.length);
    assert.equal(liveLate.length, late.length);
    assert.ok(live.length > 100 && liveLate.length > 5, `${live.length} features, ${liveLate.length} late`);

    const again = `${pair.topics.features}-again`;
    pair.startWindower({ ...variablesOf(again), TICKS_TOPIC: pair.topics.ticks });
    await pair.drain();
    assert.deepEqual(await recordsOf(topicsOf(again).features), live);
    assert.deepEqual(await recordsOf(topicsOf(again).late), liveLate);
  } finally {
    await pair.close();
  }
});
