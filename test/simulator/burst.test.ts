import assert from "node:assert/strict";
import { test } from "node:test";
import { Frame, startSimulator } from "@market/simulator";
import { Client } from "./client.ts";

test("frames sent in a burst arrive once, in order, at whoever subscribed their ticker", async () => {
  const simulator = await startSimulator({ market: false });
  const clients = await Promise.all([Client.open(simulator.url), Client.open(simulator.url)]);
  const tickers = ["AMZN", "MSFT"] as const;
  await Promise.all(clients.map((client, index) => client.subscribe(tickers[index]!)));
  const frames = Array.from({ length: 5_000 }, (_, number) => {
    const pricing = { id: tickers[number % 2]!, price: 1 + number, time: 1_795_000_000_000 };
    return { pricing, frame: Frame.of(pricing) };
  });
  simulator.burst(frames);
  for (const [index, client] of clients.entries()) {
    const theirs = frames.filter(({ pricing }) => pricing.id === tickers[index]);
    assert.deepEqual(
      await client.take(theirs.length),
      theirs.map(({ frame }) => String(frame.text(2))),
    );
  }
  assert.equal(simulator.stats().frames.scripted, frames.length);
  await simulator.close();
});
