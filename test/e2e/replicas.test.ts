import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { decodeTick } from "@market/wire";
import { eventually } from "./eventually.ts";
import { assertFeatures, expectedOf } from "./expected.ts";
import { startPair } from "./pair.ts";
import { readTopic } from "./topic.ts";
import { nextPricing, randomOf, type Stock } from "./traffic.ts";

const TICKERS = Array.from({ length: 12 }, (_, index) => `I${index}`);

test("when one of two ingestors is killed its tickers flow again, the gap is flagged and no tick is there twice", async t => {
  const pair = await startPair({ tickers: TICKERS, windows: "2s", wait: "2s" });
  try {
    const random = randomOf(11);
    const stocks: Stock[] = TICKERS.map((id, i) => ({ id, price: 50 + i, volume: 0, last: undefined }));
    let isSending = true;
    const sending = (async () => {
      while (isSending) {
        for (const stock of stocks) pair.simulator.publish(nextPricing(stock, Date.now(), random));
        await sleep(100);
      }
    })();
    const second = pair.startIngestor();
    await eventually("both ingestors own partitions", async () => {
      const counts = await Promise.all(
        [pair.ingestor, second].map(async each =>
          each.port === undefined ? 0 : ((await each.metric("ingestor_partitions")).get("") ?? 0),
        ),
      );
      return counts.every(count => count > 0) || undefined;
    });
    await sleep(4_000);
    await pair.ingestor.stop("SIGKILL");
    const killedAt = Date.now();
    await eventually(
      "ticks of every ticker from after the kill",
      async () => {
        const since = (await readTopic(pair.topics.ticks)).flatMap(({ message }) =>
          message.value !== null && Number(message.timestamp) > killedAt + 1_000 ? [String(message.key)] : [],
        );
        return TICKERS.every(ticker => since.includes(ticker)) || undefined;
      },
      30_000,
    );
    isSending = false;
    await sending;
    await sleep(5_000);
    await pair.drain();
    const ticks = await readTopic(pair.topics.ticks);
    const back = TICKERS.map(ticker => {
      const times = ticks
        .filter(({ message }) => message.value !== null && String(message.key) === ticker)
        .map(({ message }) => Number(message.timestamp));
      return Math.min(...times.filter(time => time > killedAt + 500)) - killedAt;
    });
    t.diagnostic(`the last ticker flowed again ${Math.max(...back)} ms after the kill`);
    const published = (await readTopic(pair.topics.features)).map(({ message }) =>
      JSON.parse(String(message.value)),
    );
    const expected = expectedOf(ticks, {
      ...pair.windowing,
      definitions: [...pair.windowing.definitions],
    });
    assertFeatures(published, expected.features);
    const flagged = published.filter(({ gap, window_end }) => gap && window_end > killedAt);
    assert.ok(flagged.length > 0, "windows of the killed one's tickers say gap");
    for (const ticker of TICKERS) {
      const windows = published.filter(each => each.ticker === ticker);
      const own = ticks.filter(({ message }) => message.value !== null && String(message.key) === ticker);
      const identities = own.map(({ message }) => {
        const { time, price, day_volume, last_size } = decodeTick(message.value!)!;
        return [time, price, day_volume, last_size].join();
      });
      const inWindows = windows.reduce((sum, each) => sum + each.ticks, 0);
      assert.ok(inWindows <= new Set(identities).size, `${ticker} has a tick twice`);
    }
  } finally {
    await pair.close();
  }
});
