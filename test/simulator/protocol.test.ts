import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";
import { type Simulator, startSimulator } from "@market/simulator";
import { base64Of, Client, pricingOf } from "./client.ts";

const pricing = (id: string, price = 1) => ({ id, price, time: 1_756_139_880_000 });
const numbered = (count: number, from = 0) => Array.from({ length: count }, (_, index) => `T${from + index}`);

describe("the protocol", { timeout: 30_000 }, () => {
  let simulator: Simulator;
  let client: Client;

  beforeEach(async () => {
    simulator = await startSimulator({ market: false });
    client = await Client.open(simulator.url);
  });
  afterEach(() => simulator.close());

  test("version 1 sends the bare base64 and version 2 wraps it in an envelope", async () => {
    const bare = await Client.open(simulator.url.replace("?version=2", ""));
    await bare.subscribe("AMZN");
    await client.subscribe("AMZN");
    const sent = { ...pricing("AMZN", Math.fround(184.61)), market_hours: 0, day_volume: 56_134 };
    assert.equal(simulator.publish(sent), 2);
    assert.equal(await bare.next(), base64Of(sent));
    assert.equal(await client.next(), `{"type":"pricing","message":"${base64Of(sent)}"}`);
  });

  test("a subscription is not acknowledged: the first frame is data", async () => {
    await client.subscribe("AMZN");
    simulator.publish(pricing("AMZN", 2));
    assert.equal((await client.nextPricing()).price, 2);
  });

  test("subscriptions add up, and a ticker asked for twice is sent once", async () => {
    await client.subscribe("AMZN", "AMZN");
    await client.subscribe("MSFT", "AMZN");
    simulator.publish(pricing("AMZN"));
    simulator.publish(pricing("MSFT"));
    assert.deepEqual(
      (await client.take(2)).map(text => pricingOf(text).id),
      ["AMZN", "MSFT"],
    );
    assert.equal(simulator.stats().subscriptions.open, 2);
  });

  test("an unsubscribed ticker is not sent any more", async () => {
    await client.subscribe("AMZN", "MSFT");
    await client.ask({ unsubscribe: ["AMZN"] });
    assert.equal(simulator.publish(pricing("AMZN")), 0);
    simulator.publish(pricing("MSFT"));
    assert.equal((await client.nextPricing()).id, "MSFT");
  });

  test("a connection gets its first 100 tickers and silently none of the rest", async () => {
    await client.subscribe(...numbered(99));
    await client.subscribe(...numbered(3, 99));
    assert.equal(simulator.publish(pricing("T100")), 0);
    assert.equal(simulator.publish(pricing("T101")), 0);
    assert.equal(simulator.publish(pricing("T99")), 1);
    assert.equal((await client.nextPricing()).id, "T99");
    assert.deepEqual(simulator.stats().subscriptions, { open: 100, tickers: 100, cut: 2 });
  });

  test("unsubscribing frees slots", async () => {
    await client.subscribe(...numbered(100));
    await client.ask({ unsubscribe: ["T0", "T1"] });
    await client.subscribe(...numbered(3, 100));
    assert.deepEqual(
      ["T0", "T100", "T101", "T102"].map(ticker => simulator.publish(pricing(ticker))),
      [0, 1, 1, 0],
    );
  });

  test("every connection has 100 slots of its own, and a closed one gives its slots back", async () => {
    const other = await Client.open(simulator.url);
    await client.subscribe(...numbered(100));
    await other.subscribe(...numbered(100, 50));
    assert.deepEqual(simulator.stats().subscriptions, { open: 200, tickers: 150, cut: 0 });
    other.socket.terminate();
    await simulator.until(stats => stats.connections.open === 1);
    assert.deepEqual(simulator.stats().subscriptions, { open: 100, tickers: 100, cut: 0 });
  });

  test("a ticker that the market does not know takes a slot and is never sent", async t => {
    const market = await startSimulator({ exists: ticker => ticker === "AMZN", ticksPerSecond: 100 });
    t.after(() => market.close());
    const reader = await Client.open(market.url);
    await reader.subscribe("NOPE", "AMZN");
    const tickers = (await reader.take(10)).map(text => pricingOf(text).id);
    assert.deepEqual(new Set(tickers), new Set(["AMZN"]));
    assert.equal(market.stats().subscriptions.open, 2);
  });

  for (const malformed of [
    '{"subscribe":"BTC-USD"}',
    '{"subscribe":[null]}',
    '{"unsubscribe":{}}',
    '{"hello":["BTC-USD"]}',
    '{"subscribe":["BTC-USD"],"hello":1}',
    "[null]",
    "[]",
    "null",
    '"BTC-USD"',
    "1",
    "",
    "subscribe",
    '{"subscribe":["BTC-USD"]',
  ]) {
    test(`the server closes without a status on ${malformed || "an empty text"}`, async () => {
      client.socket.send(malformed);
      assert.equal(await client.closed, 1005);
      assert.equal(simulator.stats().connections.malformed, 1);
    });
  }

  test("what follows a malformed text is not heard", async () => {
    client.socket.send("[null]");
    client.socket.send("[null]");
    client.socket.send('{"subscribe":["AMZN"]}');
    const unheard = simulator.until(stats => stats.subscriptions.open > 0);
    assert.equal(await client.closed, 1005);
    assert.equal(simulator.stats().connections.malformed, 1);
    await simulator.close();
    await assert.rejects(unheard, { name: "AbortError" });
  });

  test("the server closes without a status on a binary frame", async () => {
    client.socket.send(Buffer.from('{"subscribe":["AMZN"]}'), { binary: true });
    assert.equal(await client.closed, 1005);
  });

  for (const ignored of ["{}", '{"subscribe":[]}', '{"unsubscribe":[]}', '{"unsubscribe":["NOPE"]}']) {
    test(`${ignored} changes nothing`, async () => {
      await client.subscribe("AMZN");
      await client.ask(ignored);
      simulator.publish(pricing("AMZN"));
      assert.equal((await client.nextPricing()).id, "AMZN");
      assert.deepEqual(simulator.stats().subscriptions, { open: 1, tickers: 1, cut: 0 });
    });
  }

  test("a ping is answered with a pong of the same payload", async () => {
    assert.equal(await client.ping("are you there"), "are you there");
  });

  test("a scripted text reaches every connection as it is", async () => {
    simulator.send('{"type":"weather"}');
    assert.equal(await client.next(), '{"type":"weather"}');
  });

  test("the test can wait for a subscription that nobody acknowledges", async () => {
    const subscribed = simulator.subscribed("AMZN", "MSFT");
    client.socket.send('{"subscribe":["AMZN"]}');
    client.socket.send('{"subscribe":["MSFT"]}');
    await subscribed;
    assert.equal(simulator.publish(pricing("MSFT")), 1);
  });

  test("closing drops every connection and frees the port", async () => {
    const waiting = assert.rejects(simulator.subscribed("NEVER"), { name: "AbortError" });
    await simulator.close();
    await waiting;
    assert.equal(await client.closed, 1006);
    simulator = await startSimulator({ port: Number(new URL(simulator.url).port) });
  });

  test("a client that does not read is cut off instead of being buffered for without end", async () => {
    client.socket.pause();
    const mebibyte = "x".repeat(1024 * 1024);
    for (let sent = 0; sent < 64; sent++) simulator.send(mebibyte);
    assert.equal(simulator.stats().connections.slow, 1);
    assert.ok(simulator.stats().frames.scripted < 64);
    client.socket.resume();
    assert.equal(await client.closed, 1006);
  });
});
