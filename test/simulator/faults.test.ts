import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";
import { type GarbageFrame, garbageFrames, type Simulator, startSimulator } from "@market/simulator";
import { parseFrame } from "@market/wire";
import { Client } from "./client.ts";

const NOW = Date.parse("2026-09-14T15:00:00.500Z");
const HOUR_MS = 3_600_000;
const pricing = (id: string, price: number) => ({
  id,
  price,
  time: NOW - 500,
  market_hours: 1,
  day_volume: 10,
});

/** One at a time, because printing how two lists of megabytes differ would take minutes. */
async function assertReceived(client: Client, expected: readonly GarbageFrame[]): Promise<void> {
  for (const { name, frame } of expected) assert.ok((await client.next()) === frame, name);
}

describe("faults", { timeout: 30_000 }, () => {
  let simulator: Simulator;
  let client: Client;

  beforeEach(async () => {
    simulator = await startSimulator({ market: false, now: () => NOW });
    client = await Client.open(simulator.url);
    await client.subscribe("AMZN", "MSFT");
  });
  afterEach(() => simulator.close());

  test("disconnect drops every connection, and the next one is welcome", async () => {
    const other = await Client.open(simulator.url);
    simulator.faults.disconnect();
    assert.deepEqual(await Promise.all([client.closed, other.closed]), [1006, 1006]);
    const again = await Client.open(simulator.url);
    await again.subscribe("AMZN");
    assert.equal(simulator.publish(pricing("AMZN", 1)), 1);
  });

  test("disconnect with a code closes with that code", async () => {
    simulator.faults.disconnect(1012);
    assert.equal(await client.closed, 1012);
  });

  test("a stall sends nothing and answers pings; what falls into it is lost", async () => {
    simulator.faults.stall(HOUR_MS);
    assert.equal(simulator.publish(pricing("AMZN", 1)), 0);
    simulator.send("lost");
    assert.equal(await client.ping("alive"), "alive");
    simulator.faults.stall(0);
    simulator.publish(pricing("AMZN", 2));
    assert.equal((await client.nextPricing()).price, 2);
    assert.equal(simulator.stats().frames.withheld, 2);
  });

  test("a freeze sends nothing and answers no ping", async () => {
    simulator.faults.freeze(HOUR_MS);
    client.socket.ping("unheard");
    client.socket.send('{"subscribe":["NEXT"]}');
    await simulator.subscribed("NEXT");
    simulator.publish(pricing("AMZN", 1));
    simulator.faults.freeze(0);
    assert.equal(await client.ping("heard"), "heard");
    simulator.publish(pricing("AMZN", 2));
    assert.equal((await client.nextPricing()).price, 2);
  });

  test("a stall and a freeze end by themselves", async t => {
    const market = await startSimulator({ ticksPerSecond: 100 });
    t.after(() => market.close());
    const reader = await Client.open(market.url);
    await reader.subscribe("AMZN");
    for (const fault of ["stall", "freeze"] as const) {
      market.faults[fault](60);
      const { total } = market.stats().frames;
      await market.until(({ frames }) => frames.total > total);
    }
  });

  test("garbage sends every broken frame to every connection, in its protocol version", async () => {
    const bare = await Client.open(simulator.url.replace("?version=2", ""));
    simulator.faults.garbage();
    const expected = garbageFrames(NOW);
    await assertReceived(client, expected);
    await assertReceived(bare, garbageFrames(NOW, undefined, 1));
    assert.equal(simulator.stats().frames.garbage, 2 * expected.length);
  });

  test("garbage is about a subscribed ticker once one was sent", async () => {
    simulator.publish(pricing("MSFT", 416));
    await client.next();
    simulator.faults.garbage();
    await assertReceived(client, garbageFrames(NOW, pricing("MSFT", 416)));
  });

  test("repeats sends the last frame of each ticker again, byte for byte", async () => {
    simulator.publish(pricing("AMZN", 1));
    simulator.publish(pricing("MSFT", 2));
    simulator.publish(pricing("AMZN", 3));
    const [, microsoft, amazon] = await client.take(3);
    simulator.faults.repeats();
    assert.deepEqual((await client.take(2)).sort(), [amazon, microsoft].sort());
    assert.equal(simulator.stats().frames.repeat, 2);
  });

  test("late sends the last pricing of each ticker with an older event time", async () => {
    simulator.publish(pricing("AMZN", 1));
    await client.next();
    simulator.faults.late(90_000);
    simulator.faults.repeats();
    assert.deepEqual(await client.nextPricing(), { ...pricing("AMZN", 1), time: NOW - 500 - 90_000 });
    assert.deepEqual(await client.nextPricing(), pricing("AMZN", 1), "a late frame is not the last one");
  });

  test("stale makes the first frame after a subscription an old one, until it is ended", async () => {
    simulator.publish(pricing("AMZN", 1));
    simulator.faults.stale(60 * HOUR_MS);
    const other = await Client.open(simulator.url);
    await other.subscribe("AMZN", "MSFT");
    await other.subscribe("AMZN");
    simulator.faults.stale(0);
    const third = await Client.open(simulator.url);
    await third.subscribe("AMZN");
    simulator.publish(pricing("AMZN", 2));
    assert.deepEqual(await other.nextPricing(), { ...pricing("AMZN", 1), time: NOW - 500 - 60 * HOUR_MS });
    assert.equal((await other.nextPricing()).price, 2);
    assert.equal((await third.nextPricing()).price, 2);
    assert.equal(simulator.stats().frames.stale, 1);
  });

  test("stale asks the market where a ticker was never sent", async t => {
    const market = await startSimulator({ ticksPerSecond: 1e-3, now: () => NOW });
    t.after(() => market.close());
    market.faults.stale(60 * HOUR_MS);
    const reader = await Client.open(market.url);
    await reader.subscribe("AMZN");
    const first = await reader.nextPricing();
    assert.equal(first.time, NOW - 500 - 60 * HOUR_MS);
    assert.equal(first.market_hours, 1);
  });
});

describe("garbage frames", () => {
  test("each has a name of its own, and none makes the parser throw", () => {
    for (const version of [1, 2] as const) {
      const frames = garbageFrames(NOW, undefined, version);
      assert.equal(new Set(frames.map(({ name }) => name)).size, frames.length);
      for (const { frame } of frames) parseFrame(frame, NOW);
    }
  });

  test("the same defects come in both protocol versions, with and without the envelope", () => {
    const bare = new Map(garbageFrames(NOW, undefined, 1).map(({ name, frame }) => [name, frame]));
    for (const name of ["truncated Protobuf", "no price", "time zero"]) {
      const wrapped = garbageFrames(NOW).find(frame => frame.name === name)?.frame;
      assert.equal(wrapped, `{"type":"pricing","message":"${bare.get(name)}"}`);
    }
  });
});
