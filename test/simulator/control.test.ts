import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";
import { type Simulator, startSimulator } from "@market/simulator";
import { Client } from "./client.ts";

describe("the HTTP control", { timeout: 30_000 }, () => {
  let simulator: Simulator;
  let client: Client;

  beforeEach(async () => {
    simulator = await startSimulator({ market: false });
    client = await Client.open(simulator.url);
    await client.subscribe("AMZN");
  });
  afterEach(() => simulator.close());

  const call = async (method: string, path: string) => {
    const response = await fetch(`${simulator.controlUrl}${path}`, { method });
    return { status: response.status, body: (await response.json()) as object };
  };

  test("GET /stats tells what was sent, to whom, and why", async () => {
    simulator.publish({ id: "AMZN", price: 1, time: 1_756_139_880_000 });
    await call("POST", "/faults/repeats");
    const { status, body } = await call("GET", "/stats");
    assert.equal(status, 200);
    assert.deepEqual(body, simulator.stats());
    const { frames, connections, subscriptions } = simulator.stats();
    assert.deepEqual([frames.total, frames.scripted, frames.repeat], [2, 1, 1]);
    assert.deepEqual(connections, { open: 1, accepted: 1, malformed: 0, slow: 0 });
    assert.deepEqual(subscriptions, { open: 1, tickers: 1, cut: 0 });
  });

  test("POST /faults/disconnect closes with the code given", async () => {
    assert.deepEqual(await call("POST", "/faults/disconnect?code=4000"), {
      status: 200,
      body: { fault: "disconnect", code: 4000 },
    });
    assert.equal(await client.closed, 4000);
  });

  test("POST /faults/stall stalls for the time given", async () => {
    await call("POST", "/faults/stall?ms=3600000");
    simulator.send("lost");
    await call("POST", "/faults/stall?ms=0");
    simulator.send("kept");
    assert.equal(await client.next(), "kept");
  });

  test("every other fault has a path of its own", async () => {
    for (const path of ["freeze?ms=0", "late?ms=1000", "stale?ms=1000", "garbage", "repeats", "disconnect"]) {
      assert.equal((await call("POST", `/faults/${path}`)).status, 200, path);
    }
  });

  test("what it does not understand, it refuses and says what it expected", async () => {
    const refused = {
      "GET /": 404,
      "POST /faults/": 404,
      "POST /faults/constructor": 404,
      "GET /faults/garbage": 405,
      "POST /stats": 405,
      "POST /faults/stall": 400,
      "POST /faults/stall?ms=soon": 400,
      "POST /faults/stall?ms=-1": 400,
      "POST /faults/stall?ms=1&code=1000": 400,
      "POST /faults/garbage?ms=1": 400,
      "POST /faults/disconnect?code=1005": 400,
      "POST /faults/disconnect?code=99": 400,
      "POST /faults/late?seconds=1": 400,
    };
    for (const [request, expected] of Object.entries(refused)) {
      const [method = "", path = ""] = request.split(" ");
      const { status, body } = await call(method, path);
      assert.equal(status, expected, request);
      assert.match("error" in body ? String(body.error) : "", /expected|means nothing/, request);
    }
    assert.equal(await client.ping("unharmed"), "unharmed");
  });
});
