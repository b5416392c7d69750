import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { parseReplay, startSimulator } from "@market/simulator";
import { base64Of, Client } from "./client.ts";

/** Captured on 2025-08-25: its fields are in an order, and its floats in a form, that no re-encoding must change. */
const BITCOIN =
  "CgdCVEMtVVNEFeIw3EcYgPm/oZxmIgNVU0QqA0NDQzApOAFF20y7v0iAgKy0ngVVAtjdR10AodhHZYBF0cR9zJ/dR7ABgICstJ4F2AEE4AGAgKy0ngXoAYCArLSeBfIBA0JUQ4ECAAAAwC39ckGJAgCAcIAzVYBC";
const amazon = (price: number) => base64Of({ id: "AMZN", price, time: 1_713_277_219_000, market_hours: 0 });
/** Amazon with a field 60 that our schema does not know. */
const FUTURE = Buffer.concat([Buffer.from(amazon(4), "base64"), Uint8Array.of(0xe0, 0x03, 0x01)]).toString(
  "base64",
);

const lines = (...frames: object[]) => frames.map(frame => JSON.stringify(frame)).join("\n");
const envelope = (frame: string) => `{"type":"pricing","message":"${frame}"}`;

describe("a replay", { timeout: 30_000 }, () => {
  test("frames arrive byte for byte and in order, each at those who subscribed its ticker", async t => {
    const captured = [amazon(1), BITCOIN, amazon(2), FUTURE, BITCOIN];
    const text = lines(...captured.map(frame => ({ frame })));
    const simulator = await startSimulator({ replay: parseReplay(text, 5) });
    t.after(() => simulator.close());
    const bare = await Client.open(simulator.url.replace("?version=2", ""));
    const wrapped = await Client.open(simulator.url);
    wrapped.socket.send('{"subscribe":["AMZN"]}');
    bare.socket.send('{"subscribe":["BTC-USD","AMZN"]}');
    await simulator.subscribed("AMZN", "BTC-USD");
    assert.deepEqual(await bare.take(5), captured);
    assert.deepEqual(await wrapped.take(3), [amazon(1), amazon(2), FUTURE].map(envelope));
    assert.equal(simulator.stats().frames.replay, 8);
  });

  test("the first frame waits for the first subscription", async t => {
    const simulator = await startSimulator({ replay: parseReplay(lines({ frame: BITCOIN }), 5) });
    t.after(() => simulator.close());
    let beats = 0;
    await simulator.until(() => ++beats > 3);
    const client = await Client.open(simulator.url);
    await client.subscribe("BTC-USD");
    assert.equal(await client.next(), envelope(BITCOIN));
  });

  test("a frame waits for its time, which a higher speed brings nearer", async t => {
    const text = lines({ frame: amazon(1), at: 0 }, { frame: amazon(2), at: 3_600_000 });
    for (const [speed, expected] of [
      [1, 1],
      [1e9, 2],
    ] as const) {
      const simulator = await startSimulator({ replay: parseReplay(text, 1_000), speed });
      t.after(() => simulator.close());
      const client = await Client.open(simulator.url);
      client.socket.send('{"subscribe":["AMZN"]}');
      await simulator.until(({ frames }) => frames.replay === expected);
      simulator.send("the end");
      assert.deepEqual(await client.take(expected + 1), [
        ...[amazon(1), amazon(2)].slice(0, expected).map(envelope),
        "the end",
      ]);
    }
  });

  test("a line without a time follows the line before it by the spacing", () => {
    const text = lines(
      { frame: BITCOIN },
      { frame: BITCOIN },
      { frame: BITCOIN, at: 500 },
      { frame: BITCOIN },
    );
    assert.deepEqual(
      parseReplay(`${text}\n\n`, 100).map(({ at }) => at),
      [0, 100, 500, 600],
    );
  });

  test("every broken line is named at once", () => {
    const broken = [
      "not JSON",
      "null",
      '{"frame":"***"}',
      lines({ frame: base64Of({ price: 1 }) }),
      lines({ frame: BITCOIN, at: 9 }),
      lines({ frame: BITCOIN, at: 8 }),
      lines({ frame: BITCOIN, at: "10" }),
    ].join("\n");
    assert.throws(
      () => parseReplay(broken, 100),
      ({ message }: Error) =>
        message
          .split("; ")
          .map(fault => fault.split(":")[0])
          .join() === "line 1,line 2,line 3,line 4,line 6,line 7",
    );
    assert.throws(() => parseReplay("\n", 100), { message: "expected at least one frame, got none" });
  });
});
